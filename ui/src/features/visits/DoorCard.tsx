// The one dark block: what to say, what may be left on a voicemail, which language, where, dangers.
import { Shield } from "lucide-react";
import { useId } from "react";
import type { Member } from "../../contract/generated";
import { contactLines, mayCall } from "../rights/ContactRule";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import css from "./DoorCard.module.css";

export interface DoorCardProps {
  member: Pick<Member, "contact" | "door" | "languages" | "home" | "phones">;
  /** Where this visit is to be; else where she stays. */
  where?: string;
}

export function DoorCard({ member, where }: DoorCardProps) {
  const words = useWords();
  const { say, locale, list } = words;
  const id = useId();
  const { contact, door, languages, home } = member;
  const phones = member.phones.filter(({ number }) => mayCall(contact, number));
  const place = where ?? home?.words;
  return (
    <section className={css.door} aria-labelledby={id}>
      <h2 id={id}>{say("visit.atTheDoor")}</h2>
      <dl>
        <div>
          <dt>{say("visit.doorSay")}</dt>
          <dd className={css.say}>{door?.say || say("visit.notKnown")}</dd>
        </div>
        <div>
          <dt>{say("visit.doorVoicemail")}</dt>
          <dd>{door ? say(`voicemail.${door.voicemail}`) : say("visit.voicemailUnknown")}</dd>
        </div>
        <div>
          <dt>{say("visit.doorLanguage")}</dt>
          <dd>
            {languages.length === 0
              ? say("visit.notKnown")
              : list(languages.map((tag) => languageName(locale, tag)))}
          </dd>
        </div>
        {place && (
          <div>
            <dt>{say("visit.doorWhere")}</dt>
            <dd>{place}</dd>
          </div>
        )}
        {contact && (
          <div>
            <dt>{say("rights.asked")}</dt>
            <dd>{contactLines(words, contact).join(" · ")}</dd>
          </div>
        )}
        {0 < phones.length && (
          <div>
            <dt>{say("visit.doorPhone")}</dt>
            <dd>{phones.map((phone) => phone.number).join(" · ")}</dd>
          </div>
        )}
      </dl>
      <p className={css.safe}>
        <Shield className={css.icon} aria-hidden="true" />
        <span>{door?.dangers || say("visit.noDangers")}</span>
      </p>
    </section>
  );
}
