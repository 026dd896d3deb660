// A person with several records: where what is shown of her comes from, who said that they are hers, and the way back.
import type { Member, RecordView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { RecordFacts } from "./RecordFacts";
import css from "./SamePerson.module.css";

function Joined({ record }: { record: RecordView }) {
  const { say, fullMoment } = useWords();
  const { tell, busy, failure } = useTell("members.part");
  const { member, seen, joinedBy, joinedAt } = record;
  const who =
    joinedBy?.isYou === true ? say("who.you") : (joinedBy?.name ?? say("review.somebody"));
  return (
    <div className={css.joined}>
      <p>
        {joinedAt === null
          ? say("samePerson.joinedHere", { who })
          : say("samePerson.joined", { who, when: fullMoment(joinedAt) })}
      </p>
      <Button size="sm" isDisabled={busy} onPress={() => void tell({ record: { member, seen } })}>
        {say("samePerson.undo")}
      </Button>
      <Failed problem={failure} />
    </div>
  );
}

export function JoinedRecords({ member }: { member: Member }) {
  const { say } = useWords();
  if (member.records.length === 0) return null;
  return (
    <Section title={say("samePerson.records", { n: member.records.length })}>
      <p>{say("samePerson.recordsMore")}</p>
      <div className={css.sides}>
        {member.records.map((record) => (
          <div key={record.member}>
            <RecordFacts record={record} />
            {record.sameAs !== null && <Joined record={record} />}
          </div>
        ))}
      </div>
    </Section>
  );
}
