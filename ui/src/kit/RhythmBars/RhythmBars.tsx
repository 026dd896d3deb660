// Thirteen weeks of contact: tall in person, half call or video, hollow stub tried and not
// reached, stitched not yet at the clinic. A word for each week is in the label.
import css from "./RhythmBars.module.css";

export type Week = "none" | "tried" | "remote" | "in_person" | "unsent";

export interface RhythmBarsProps {
  /** Oldest first; the last is this week. */
  weeks: readonly Week[];
  label: string;
}

const pitch = 8.4;
const shape: Record<Exclude<Week, "none">, { x: number; y: number; w: number; h: number }> = {
  in_person: { x: 1.7, y: 3, w: 5, h: 21 },
  remote: { x: 1.7, y: 13, w: 5, h: 11 },
  tried: { x: 2.3, y: 16, w: 3.8, h: 7.4 },
  unsent: { x: 1.7, y: 3.8, w: 5, h: 20.2 },
};

export function RhythmBars({ weeks, label }: RhythmBarsProps) {
  return (
    <svg className={css.rhythm} viewBox="0 0 109 26" role="img" aria-label={label}>
      <path d="M0 24.5H109" className={css.axis} />
      {weeks.map((contact, week) => {
        if (contact === "none") return null;
        const { x, y, w, h } = shape[contact];
        return (
          <rect
            // A week is its place in the row.
            key={`week ${week}`}
            x={(x + week * pitch).toFixed(1)}
            y={y}
            width={w}
            height={h}
            rx={1.5}
            className={css[contact]}
          />
        );
      })}
    </svg>
  );
}

/** One bar by itself, for the line that explains them. */
export function RhythmKey({ contact }: { contact: Exclude<Week, "none"> }) {
  const { x, y, w, h } = shape[contact];
  return (
    <svg className={css.key} viewBox="0 0 8.4 26" aria-hidden="true">
      <rect x={x} y={y} width={w} height={h} rx={1.5} className={css[contact]} />
    </svg>
  );
}
