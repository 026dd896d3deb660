// How to reach her, where she stays, and what to know before knocking.
import { Pencil } from "lucide-react";
import { useState } from "react";
import { TwoAnswers } from "../../app/TwoAnswers";
import { useWaiting } from "../../app/useWaiting";
import type { Member } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Section } from "../../kit/Section/Section";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { ContactRule, mayCall } from "../rights/ContactRule";
import { DoorCard } from "../visits/DoorCard";
import { contactAbout, ContactForm } from "./ContactForm";
import css from "./MemberScreen.module.css";

function Facts({ member }: { member: Member }) {
  const { say, fullDay } = useWords();
  const { home, phones, addresses, contact, twoAnswers } = member;
  return (
    <dl className={css.facts}>
      <div>
        <dt>{say("member.phones")}</dt>
        <dd>
          {phones.length === 0 && say("member.noPhone")}
          {phones.map(({ number, use }) => (
            <p key={`${number} ${use}`}>
              {number} {use && <small>{use}</small>}{" "}
              {!mayCall(contact, number) && (
                <Status kind="declined">{say("rights.notUsed")}</Status>
              )}
            </p>
          ))}
          <TwoAnswers fields={twoAnswers} of={["member.phones"]} />
        </dd>
      </div>
      <div>
        <dt>{say("member.home")}</dt>
        <dd>
          {home ? (
            <>
              {say(`homeKind.${home.kind}`)}
              {home.words && `: ${home.words}`}{" "}
              {home.since && <small>{say("member.since", { day: fullDay(home.since) })}</small>}
            </>
          ) : (
            say("visit.notKnown")
          )}{" "}
          <TwoAnswers fields={twoAnswers} of={["member.home"]} />
        </dd>
      </div>
      <div>
        <dt>{say("member.addresses")}</dt>
        <dd>
          {addresses.length === 0 &&
            say(contact?.confidential ? "rights.confidentialLine" : "member.noAddress")}
          {addresses.map(({ lines, city, state, postalCode }) => (
            <p key={[...lines, postalCode].join(" ")}>
              {[...lines, city, `${state} ${postalCode}`.trim()].filter(Boolean).join(", ")}
            </p>
          ))}
        </dd>
      </div>
    </dl>
  );
}

export function ContactSection({ member }: { member: Member }) {
  const { say, time } = useWords();
  const waiting = useWaiting(member.member);
  const [open, setOpen] = useState(false);
  const [closed, setClosed] = useState(false);
  const kept = waiting(contactAbout(member.member));
  if (open) {
    return (
      <Section title={say("member.tab.contact")}>
        <ContactForm
          member={member}
          onClose={() => {
            setClosed(true);
            setOpen(false);
          }}
        />
      </Section>
    );
  }
  return (
    <div className={css.cols}>
      <Section title={say("member.tab.contact")}>
        <div className={css.reach}>
          <ContactRule rule={member.contact} />
          <Facts member={member} />
        </div>
        <div className={css.actions}>
          <Button icon={Pencil} autoFocus={closed} onPress={() => setOpen(true)}>
            {kept === undefined ? say("plan.change") : say("form.goOn", { when: time(kept) })}
          </Button>
          <TwoAnswers fields={member.twoAnswers} of={["member.door"]} />
        </div>
      </Section>
      <DoorCard member={member} />
    </div>
  );
}
