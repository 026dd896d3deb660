// How far one has come: a stroke for each question, and where the half-filled sheet is kept.
import type { Problem } from "../../contract/ask";
import { Tag } from "../../kit/Stitch/Stitch";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import { answerTo, type Place, type SheetForm } from "./sheet";

interface StepsProps {
  all: readonly Place[];
  form: SheetForm;
  problem: Problem | undefined;
  keptAt: number | null;
  /** Something comes before the question. */
  waits: boolean;
}

export function Steps({ all, form, problem, keptAt, waits }: StepsProps) {
  const words = useWords();
  const { say, time } = words;
  const questions = all.slice(1, -1);
  const n = questions.indexOf(form.at) + 1;
  return (
    <div className={css.steps}>
      <div className={css.strokes} aria-hidden="true">
        {questions.map((place) => (
          <span
            key={place}
            data-here={place === form.at || undefined}
            data-done={answerTo(form, place) !== undefined || undefined}
          />
        ))}
      </div>
      <p className={css.count}>
        {0 < n && !waits && say("assess.question", { n, of: questions.length })}
      </p>
      <output className={css.kept}>
        {problem
          ? say("draft.notKept", { why: failureSentence(words, problem) })
          : keptAt !== null && <Tag>{say("draft.kept", { when: time(keptAt) })}</Tag>}
      </output>
    </div>
  );
}
