// What has passed, clockwise from the top; what is left is the pale track.
import { arc, tone } from "./arc";
import { cx } from "../cx";
import css from "./ClockRing.module.css";

export interface ClockRingProps {
  /** Days gone of `whole` days. */
  passed: number;
  whole: number;
  /** What it says, for those who cannot see it. Left out when words beside it say it. */
  label?: string;
  /** large: the number stands in the middle. */
  size?: "sm" | "md" | "lg";
  middle?: string;
}

export function ClockRing({ passed, whole, label, size = "sm", middle }: ClockRingProps) {
  const width = size === "lg" ? 6 : 12;
  return (
    <svg
      className={cx(css.ring, css[size], css[tone(passed, whole)])}
      viewBox="0 0 60 60"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
    >
      <circle
        cx={30}
        cy={30}
        r={30 - width / 2}
        fill="none"
        className={css.rest}
        strokeWidth={width}
      />
      <path
        d={arc(30, 30 - width / 2, passed / whole)}
        fill="none"
        className={css.run}
        strokeWidth={width}
        strokeLinecap="round"
      />
      {middle && (
        <text x={30} y={36} textAnchor="middle" className={css.middle}>
          {middle}
        </text>
      )}
    </svg>
  );
}
