// A score over time on a strip of the page. Pure geometry; the picture and the table draw from the same numbers.
import type { AssessmentRow, Bilingual, ScoreName } from "../../contract/generated";

export interface Dot {
  record: string;
  at: number;
  value: number;
  band: Bilingual | null;
  x: number;
  y: number;
}

export interface Strip {
  width: number;
  height: number;
  /** Free on every side, so that the first and last dot are whole. */
  edge: number;
}

/** Those that have a total, oldest first. */
export function dots(rows: readonly AssessmentRow[], score: ScoreName, strip: Strip): Dot[] {
  const found = rows
    .flatMap(({ record, at, outcomes }) => {
      const outcome = outcomes.find((each) => each.score === score.score);
      if (outcome?.value == null) return [];
      return [{ record, at, value: outcome.value, band: outcome.band }];
    })
    .toSorted((a, b) => a.at - b.at);
  const first = found[0]?.at ?? 0;
  const span = (found.at(-1)?.at ?? 0) - first;
  return found.map((one) => ({
    ...one,
    x: strip.edge + (span === 0 ? 0.5 : (one.at - first) / span) * (strip.width - 2 * strip.edge),
    y: high(one.value, score, strip),
  }));
}

/** How high a value lies: the most at the top. */
export function high(value: number, score: ScoreName, { height, edge }: Strip): number {
  const share = (value - score.min) / Math.max(1, score.max - score.min);
  return height - edge - share * (height - 2 * edge);
}

/** How the last differs from the first; nothing to say of one alone. */
export function change(all: readonly Dot[]): "less" | "more" | "same" | null {
  const [first, last] = [all[0], all.at(-1)];
  if (!first || !last || all.length < 2) return null;
  if (first.value === last.value) return "same";
  return last.value < first.value ? "less" : "more";
}
