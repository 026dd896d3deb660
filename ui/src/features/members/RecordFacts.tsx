// One record of a person by itself: what tells it from another.
import type { RecordView } from "../../contract/generated";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { cinGroups } from "./MemberHead";
import css from "./SamePerson.module.css";

export function RecordFacts({ record }: { record: RecordView }) {
  const { say, fullDay } = useWords();
  const { name } = useNames();
  const unknown = say("visit.notKnown");
  const { birthDate, cin, phones, site, lead, visits } = record;
  const facts = [
    [say("member.birthDate"), birthDate ? fullDay(birthDate) : unknown],
    [say("member.cin"), cin ? cinGroups(cin) : unknown],
    [say("member.phone"), phones.map(({ number }) => number).join(", ") || unknown],
    [say("member.home"), site || unknown],
    [say("member.lead"), lead?.name ?? say("samePerson.nobodyLeads")],
    [say("member.tab.visits"), String(visits)],
  ] as const;
  return (
    <section className={css.record} aria-label={name(record.name)}>
      <h3>{name(record.name)}</h3>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
