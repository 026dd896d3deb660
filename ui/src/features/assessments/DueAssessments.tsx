// What is to be asked, by its day, with the way to begin.
import type { AssessmentDue, Assessments } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { daysBetween } from "../../words/dates";
import { useWords } from "../../words/words";

function DueRow({ due, all, onStart }: { due: AssessmentDue } & DueProps) {
  const { say, day, fullDay, today, time } = useWords();
  const offered = all.instruments.find(({ instrument }) => instrument === due.instrument);
  if (!offered) return null;
  const late = daysBetween(due.by, today());
  const kept = offered.draftKeptAt;
  return (
    <ListRow
      glyph={due.press === "late" ? "late" : due.press === "soon" ? "due" : "todo"}
      title={say(`subject.${due.about}`)}
      end={
        all.maySign && (
          <Button size="sm" onPress={() => onStart(due.instrument)}>
            {kept === null
              ? say("assess.startOne", { short: offered.short })
              : say("assess.goOn", { short: offered.short, when: time(kept) })}
          </Button>
        )
      }
    >
      {0 < late ? say("due.late", { n: late }) : say("due.by", { day: day(due.by) })}
      {". "}
      {due.last === null
        ? say("assess.neverAsked")
        : say("assess.lastAsked", { day: fullDay(due.last) })}
    </ListRow>
  );
}

interface DueProps {
  all: Assessments;
  onStart: (instrument: string) => void;
}

export function DueAssessments(props: DueProps) {
  const { say } = useWords();
  if (props.all.due.length === 0) return null;
  return (
    <Section title={say("assess.due")}>
      <Rows ruled>
        {props.all.due.map((due) => (
          <DueRow key={due.about} due={due} {...props} />
        ))}
      </Rows>
    </Section>
  );
}
