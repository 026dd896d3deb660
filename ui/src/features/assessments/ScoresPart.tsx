// What the clinic's own copy came to: its text may not be shown here.
import type { Weighed } from "../../contract/generated";
import { TextField } from "../../kit/Field/TextField";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import { Foot } from "./Foot";
import { enteredScores } from "./sheet";
import type { SheetPart } from "./SheetDesk";
import { useBoth } from "./useBoth";

export function ScoresPart({ sheet, form, put, onBack, onNext }: SheetPart & { weighed: Weighed }) {
  const { say } = useWords();
  const both = useBoth();
  const good = enteredScores(sheet, form);
  return (
    <>
      <div className={css.part}>
        <h2>{say("assess.fromPaper")}</h2>
        {sheet.scores
          .filter((score) => score.entered)
          .map(({ score, min, max, bands }) => {
            const typed = form.entered[score] ?? "";
            const wrong = typed.trim() !== "" && good[score] === undefined;
            return (
              <div key={score} className={css.entered}>
                <TextField
                  label={say("assess.total", { min, max })}
                  inputMode="numeric"
                  size="lg"
                  value={typed}
                  error={wrong ? say("assess.totalWrong", { min, max }) : undefined}
                  onChange={(value) => put({ entered: { ...form.entered, [score]: value } })}
                />
                <ul>
                  {bands.map(({ from, to, label }) => (
                    <li
                      key={from}
                      data-here={
                        (good[score] !== undefined && from <= good[score] && good[score] <= to) ||
                        undefined
                      }
                    >
                      <b>{from === to ? from : `${from}–${to}`}</b> {both(label)}
                    </li>
                  ))}
                </ul>
              </div>
            );
          })}
      </div>
      <Foot onBack={onBack} onNext={onNext} attribution={sheet.attribution} />
    </>
  );
}
