// What is due with her, most pressing first.
import { Asked } from "../../app/TwoAnswers";
import type { Due } from "../../contract/generated";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { daysBetween } from "../../words/dates";
import { dueThing } from "../../words/due";
import { useWords } from "../../words/words";

const glyph: Record<Due["press"], GlyphKind> = { late: "late", soon: "due", later: "todo" };

export function DueList({ due }: { due: readonly Due[] }) {
  const words = useWords();
  const { say, nearDay, clock, today } = words;
  if (due.length === 0) return <p className="quiet">{say("member.nothingDue")}</p>;
  const when = ({ by, time, press, what }: Due) => {
    const n = daysBetween(by, today());
    if (press === "late") return say("member.late", { n });
    const day = time ? say("visit.dayTime", { day: nearDay(by), time: clock(time) }) : nearDay(by);
    return what === "visit" ? day : say("member.dueBy", { day });
  };
  return (
    <Rows>
      {due.map((each) => (
        <ListRow
          key={`${each.what} ${each.by} ${each.words} ${each.label?.en ?? ""}`}
          glyph={glyph[each.press]}
          title={each.label ? dueThing(words, each) : each.words || say(`member.due.${each.what}`)}
        >
          {(each.words || each.label) && `${say(`member.due.${each.what}`)}. `}
          {when(each)} <Asked is={each.twoAnswers} />
        </ListRow>
      ))}
    </Rows>
  );
}
