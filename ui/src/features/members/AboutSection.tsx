// What she has told us about herself, what came from elsewhere, and who said so.
import { Pencil } from "lucide-react";
import { useState, type ReactNode } from "react";
import { TwoAnswers } from "../../app/TwoAnswers";
import { useWaiting } from "../../app/useWaiting";
import type { Member, RaceOrEthnicity } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { aboutAbout, AboutForm } from "./AboutForm";
import css from "./MemberScreen.module.css";
import { NamedBy } from "../outreach/NamedBy";
import { systemName } from "./systemName";

interface FactProps {
  label: string;
  field?: string;
  member: Member;
  children: ReactNode;
}

function Fact({ label, field, member, children }: FactProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {children} {field && <TwoAnswers fields={member.twoAnswers} of={[`member.${field}`]} />}
      </dd>
    </div>
  );
}

function Said({ said }: { said: readonly RaceOrEthnicity[] }) {
  const { say } = useWords();
  if (said.length === 0) return say("visit.notKnown");
  return said.map(({ code, display, saidBy }) => (
    <p key={code}>
      {display}{" "}
      <small>
        {saidBy === "self"
          ? say("member.ownWord")
          : say("member.saidBy", { who: systemName(saidBy) })}
      </small>
    </p>
  ));
}

function Told({ member }: { member: Member }) {
  const { say, fullDay, list, locale } = useWords();
  const { name } = useNames();
  const { names } = member;
  const about = { member };
  return (
    <dl className={css.facts}>
      <Fact {...about} label={say("member.name")} field="names">
        {name(member.name)}
        {names.preferred && (
          <>
            {" "}
            <small>{say("member.calledBy", { name: name(names.preferred) })}</small>
          </>
        )}
        {(names.others ?? []).map(({ text }) => (
          <p key={text}>
            <small>{say("member.otherName", { name: name(text) })}</small>
          </p>
        ))}
      </Fact>
      <NamedBy member={member.member} />
      <Fact {...about} label={say("member.birthDate")} field="birthDate">
        {member.birthDate ? fullDay(member.birthDate) : say("visit.notKnown")}
      </Fact>
      <Fact {...about} label={say("member.sex")} field="sex">
        {say(`sex.${member.sex ?? "unknown"}`)}
      </Fact>
      <Fact {...about} label={say("member.pronouns")} field="pronouns">
        {member.pronouns ?? say("visit.notKnown")}
      </Fact>
      <Fact {...about} label={say("member.languages")} field="languages">
        {member.languages.length === 0
          ? say("visit.notKnown")
          : list(member.languages.map((tag) => languageName(locale, tag)))}
      </Fact>
      <Fact {...about} label={say("member.race")} field="race">
        <Said said={member.race} />
      </Fact>
      <Fact {...about} label={say("member.ethnicity")} field="ethnicity">
        <Said said={member.ethnicity} />
      </Fact>
    </dl>
  );
}

function FromElsewhere({ member }: { member: Member }) {
  const { say, fullDay } = useWords();
  const { identifiers, source } = member;
  return (
    <dl className={css.facts}>
      {identifiers.map(({ system, value }) => (
        <div key={`${system} ${value}`}>
          <dt>{systemName(system)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {source && (
        <div>
          <dt>{say("member.source")}</dt>
          <dd>
            {systemName(source.system)}{" "}
            <small>
              {source.file}
              {source.recorded && `, ${fullDay(source.recorded)}`}
            </small>
          </dd>
        </div>
      )}
    </dl>
  );
}

export function AboutSection({ member }: { member: Member }) {
  const { say, time } = useWords();
  const waiting = useWaiting(member.member);
  const [open, setOpen] = useState(false);
  const [closed, setClosed] = useState(false);
  const kept = waiting(aboutAbout(member.member));
  const close = () => {
    setClosed(true);
    setOpen(false);
  };
  return (
    <div className={css.stack}>
      <Section title={say("member.told")}>
        {open ? (
          <AboutForm member={member} onClose={close} />
        ) : (
          <>
            <Told member={member} />
            <div className={css.actions}>
              <Button icon={Pencil} autoFocus={closed} onPress={() => setOpen(true)}>
                {kept === undefined ? say("plan.change") : say("form.goOn", { when: time(kept) })}
              </Button>
            </div>
          </>
        )}
      </Section>
      {(member.source !== null || 0 < member.identifiers.length) && (
        <Section title={say("member.fromElsewhere")}>
          <FromElsewhere member={member} />
        </Section>
      )}
    </div>
  );
}
