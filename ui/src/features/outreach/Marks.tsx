// The attempts so far as small shapes: filled reached, ring not reached, stroke does not count.
import type { AttemptMark } from "../../contract/generated";
import { useWords } from "../../words/words";
import css from "./Outreach.module.css";
import { marksWord } from "./rows";

export function Marks({ marks }: { marks: readonly AttemptMark[] }) {
  const words = useWords();
  if (marks.length === 0) return null;
  const width = marks.length * 16;
  return (
    <svg
      className={css.marks}
      viewBox={`0 0 ${width} 14`}
      width={width}
      height={14}
      role="img"
      aria-label={marksWord(words, marks)}
    >
      {marks.map((mark, at) => {
        const x = at * 16 + 7;
        // The same attempt keeps its place in the row.
        const key = `${at} ${mark}`;
        if (mark === "reached")
          return <circle key={key} className={css.reached} cx={x} cy={7} r={5.5} />;
        if (mark === "missed")
          return <circle key={key} className={css.missed} cx={x} cy={7} r={4.75} />;
        return <path key={key} className={css.notCounted} d={`M${x - 4.5} 7h9`} />;
      })}
    </svg>
  );
}
