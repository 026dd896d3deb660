// A total on the line of everything it can be, with the names of its bands.
import type { ScoreOutcome, ScoreName } from "../../contract/generated";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import { useBoth } from "./useBoth";

/** Where a value lies on a line of this length. */
function across(value: number, score: ScoreName): number {
  return ((value - score.min) / Math.max(1, score.max - score.min)) * 100;
}

function Line({ outcome, score }: { outcome: ScoreOutcome; score: ScoreName }) {
  const both = useBoth();
  const { value } = outcome;
  const room = score.max - score.min + 1;
  return (
    <svg className={css.line} viewBox="0 0 100 5" preserveAspectRatio="none" aria-hidden="true">
      {score.bands.map(({ from, to }, index) => (
        <rect
          key={from}
          data-odd={index % 2 === 1 || undefined}
          data-here={(value !== null && from <= value && value <= to) || undefined}
          x={((from - score.min) / room) * 100}
          y={1}
          width={((to - from + 1) / room) * 100}
          height={3}
        />
      ))}
      {value !== null && (
        <rect
          className={css.mark}
          x={Math.min(across(value, score) * ((room - 1) / room), 99)}
          y={0}
          width={1}
          height={5}
        >
          <title>{outcome.band ? both(outcome.band) : value}</title>
        </rect>
      )}
    </svg>
  );
}

export function Outcomes({
  outcomes,
  scores,
}: {
  outcomes: readonly ScoreOutcome[];
  scores: readonly ScoreName[];
}) {
  const { say } = useWords();
  const both = useBoth();
  return outcomes.map((outcome) => {
    const score = scores.find((each) => each.score === outcome.score);
    return (
      <div key={outcome.score} className={css.outcome}>
        <p>
          {outcome.value === null ? (
            <b className={css.none}>{say("assess.noTotal")}</b>
          ) : (
            <>
              <b>{outcome.value}</b> <span>{say("assess.of", { of: outcome.of })}</span>
            </>
          )}
          {outcome.band && <strong>{both(outcome.band)}</strong>}
        </p>
        {outcome.value === null && <p className="quiet">{say("assess.noTotalWhy")}</p>}
        {score && 0 < score.bands.length && <Line outcome={outcome} score={score} />}
      </div>
    );
  });
}
