// What she says of the offer. Not now is no refusal; a no is a word of its own, and can be opened again.
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import type { Member, OfferSays, PersonOutreach } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Section } from "../../kit/Section/Section";
import { Slip } from "../../kit/Slip/Slip";
import { useWords } from "../../words/words";
import type { Lists } from "./lists";
import { OfferForm } from "./OfferForm";
import css from "./Outreach.module.css";
import { nextWhen } from "./rows";

export interface OfferPartProps {
  member: Member;
  outreach: PersonOutreach;
  lists: Lists;
}

function Said({ outreach, language }: { outreach: PersonOutreach; language: string | undefined }) {
  const { say, fullDay } = useWords();
  const { offer } = outreach;
  if (offer === null) return <p>{say("outreach.offerOpen")}</p>;
  const { says, saidBy, on, words } = offer;
  return (
    <>
      <p>
        {say("outreach.offerLine", {
          says: say(`offerSays.${says}`),
          who: say(`saidBy.${saidBy}`),
          day: fullDay(on),
        })}{" "}
        {says === "not_now" && say("outreach.stillOpen")}
        {says === "declined" && say("outreach.isDeclined")} <Asked is={offer.twoAnswers} />
      </p>
      {words !== "" && <Slip lang={language}>{words}</Slip>}
    </>
  );
}

export function OfferPart({ member, outreach, lists }: OfferPartProps) {
  const words = useWords();
  const { say, fullDay } = words;
  const [open, setOpen] = useState<OfferSays | null>(null);
  const { offer, next, enrolled, mayChange } = outreach;
  const now = offer?.says ?? "open";
  if (enrolled !== null) {
    return (
      <Section title={say("outreach.offer")}>
        <p>{say("outreach.enrolledOn", { day: fullDay(enrolled) })}</p>
      </Section>
    );
  }
  return (
    <Section title={say("outreach.offer")}>
      <Said outreach={outreach} language={member.languages[0]} />
      {next && (
        <p className={css.nextLine}>
          <b>{say("outreach.nextLine", { what: nextWhen(words, lists, next) })}</b>{" "}
          {lists.method(next.method)}. {say(`outreach.because.${next.because}`)}.
        </p>
      )}
      {open !== null && (
        <OfferForm
          key={open}
          member={member.member}
          says={open}
          seen={offer?.seen ?? ""}
          onClose={() => setOpen(null)}
        />
      )}
      {mayChange && open === null && (
        <div className={css.acts}>
          {now !== "not_now" && now !== "declined" && (
            <Button onPress={() => setOpen("not_now")}>{say("outreach.sayNotNow")}</Button>
          )}
          {now !== "declined" && (
            <Button onPress={() => setOpen("declined")}>{say("outreach.sayDeclined")}</Button>
          )}
          {now !== "open" && (
            <Button onPress={() => setOpen("open")}>{say("outreach.sayOpen")}</Button>
          )}
        </div>
      )}
    </Section>
  );
}
