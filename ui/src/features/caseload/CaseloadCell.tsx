// One cell of the caseload.
import type { CaseloadRow, WeekOfContact } from "../../contract/generated";
import { ClockRing } from "../../kit/ClockRing/ClockRing";
import { Level } from "../../kit/Level/Level";
import { Name } from "../../kit/Name/Name";
import { RhythmBars } from "../../kit/RhythmBars/RhythmBars";
import { Status, StatusMark } from "../../kit/Status/Status";
import { dueGlyph, dueSentence } from "../../words/due";
import { populationLabel, populationNumber } from "../../words/populations";
import { useWords, type Words } from "../../words/words";
import css from "./CaseloadTable.module.css";
import { shortSite } from "./filters";

export type CaseloadColumn =
  "person" | "population" | "risk" | "contact" | "rhythm" | "due" | "age" | "site";

const level = { low: 1, medium: 2, high: 3 } as const;
/** A plan is looked at again within so many days. */
const reviewDays = 90;

function rhythmSentence({ say }: Words, weeks: readonly WeekOfContact[]): string {
  const count = (...kinds: WeekOfContact[]) => weeks.filter((week) => kinds.includes(week)).length;
  return say("rhythm.sentence", {
    weeks: weeks.length,
    inPerson: count("in_person"),
    remote: count("remote"),
    tried: count("tried"),
    unsent: count("unsent"),
  });
}

function Person({ row }: { row: CaseloadRow }) {
  const { say } = useWords();
  return (
    <span className={css.person}>
      <b>
        <Name>{row.name}</Name>
      </b>
      {row.age !== null && <span className={css.age}>{row.age}</span>}
      {row.unsent && <StatusMark kind="unsent" />}
      {0 < row.twoAnswers && (
        <StatusMark kind="two">{say("today.twoAnswers", { n: row.twoAnswers })}</StatusMark>
      )}
    </span>
  );
}

export function CaseloadCell({ row, column }: { row: CaseloadRow; column: CaseloadColumn }) {
  const words = useWords();
  const { say } = words;
  switch (column) {
    case "person":
      return <Person row={row} />;
    case "population": {
      const [first] = row.populations;
      if (first === undefined) return null;
      return (
        <span className={css.population}>
          <b className={css.number}>{populationNumber(first)}</b>
          <span>
            {populationLabel(words, first)}
            {1 < row.populations.length && ` +${row.populations.length - 1}`}
          </span>
        </span>
      );
    }
    case "risk":
      return row.risk && <Level level={level[row.risk]}>{say(`risk.${row.risk}`)}</Level>;
    case "contact":
      return (
        <span className="quiet nowrap">
          {row.lastContact === null ? say("caseload.never") : words.ago(row.lastContact)}
        </span>
      );
    case "rhythm":
      return <RhythmBars weeks={row.rhythm} label={rhythmSentence(words, row.rhythm)} />;
    case "due":
      return (
        row.nextDue && (
          <span className={css.due}>
            <Status kind={dueGlyph(row.nextDue)}>{dueSentence(words, row.nextDue)}</Status>
          </span>
        )
      );
    case "age":
      return row.planAgeDays === null ? (
        <span className="faint">{say("caseload.noPlan")}</span>
      ) : (
        <span className={css.planAge}>
          {say("caseload.days", { n: row.planAgeDays })}
          <ClockRing passed={row.planAgeDays} whole={reviewDays} />
        </span>
      );
    case "site":
      return <span className="quiet">{shortSite(row.site)}</span>;
  }
}
