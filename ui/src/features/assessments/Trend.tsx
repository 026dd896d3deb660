// One instrument over time: a sentence, a line of dots over the bands, and the same as numbers.
import { useState } from "react";
import type { AssessmentRow, InstrumentName, ScoreName } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { localDay } from "../../words/dates";
import { useWords } from "../../words/words";
import css from "./Trend.module.css";
import { change, dots, high, type Dot, type Strip } from "./trend";
import { useBoth } from "./useBoth";

const strip: Strip = { width: 320, height: 96, edge: 16 };

function Picture({ all, score }: { all: readonly Dot[]; score: ScoreName }) {
  const path = all.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
  return (
    <svg className={css.picture} viewBox={`0 0 ${strip.width} ${strip.height}`} aria-hidden="true">
      {score.bands.slice(1).map(({ from }) => (
        <line
          key={from}
          x1={0}
          x2={strip.width}
          y1={high(from - 0.5, score, strip)}
          y2={high(from - 0.5, score, strip)}
        />
      ))}
      <polyline points={path} />
      {all.map(({ record, x, y, value }) => (
        <g key={record}>
          <circle cx={x} cy={y} r={4.5} />
          <text x={x} y={y < 30 ? y + 18 : y - 9}>
            {value}
          </text>
        </g>
      ))}
    </svg>
  );
}

function Numbers({ all }: { all: readonly Dot[] }) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  return (
    <table className={css.numbers}>
      <thead>
        <tr>
          <th scope="col">{say("assess.day")}</th>
          <th scope="col">{say("assess.totalColumn")}</th>
          <th scope="col">{say("assess.bandColumn")}</th>
        </tr>
      </thead>
      <tbody>
        {all.toReversed().map(({ record, at, value, band }) => (
          <tr key={record}>
            <th scope="row">{fullDay(localDay(at))}</th>
            <td>{value}</td>
            <td>{band ? both(band) : ""}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface TrendProps {
  instrument: InstrumentName;
  /** Those that nobody has put right. */
  rows: readonly AssessmentRow[];
}

export function Trend({ instrument, rows }: TrendProps) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  const [numbers, setNumbers] = useState(false);
  const { score, short } = instrument;
  if (score === null) return null;
  const all = dots(rows, score, strip);
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last) return null;
  const went = change(all);
  const days = { from: fullDay(localDay(first.at)), to: fullDay(localDay(last.at)) };
  const sentence =
    went === null
      ? say("assess.once", { value: last.value, of: score.max, day: days.to })
      : say(`assess.went.${went}`, { ...days, before: first.value, now: last.value });
  return (
    <figure className={css.trend}>
      <figcaption>
        <b>{last.band ? `${short}: ${both(last.band)}.` : `${short}.`}</b> {sentence}
      </figcaption>
      {numbers ? <Numbers all={all} /> : <Picture all={all} score={score} />}
      <Button kind="bare" size="sm" pressed={numbers} onPress={() => setNumbers(!numbers)}>
        {say(numbers ? "assess.showPicture" : "assess.showNumbers", { short })}
      </Button>
    </figure>
  );
}
