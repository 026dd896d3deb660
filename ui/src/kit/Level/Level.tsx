// Three rising bars in ink, with their word. Risk is not an alarm; it has no colour.
import { cx } from "../cx";
import css from "./Level.module.css";

export function Level({ level, children }: { level: 1 | 2 | 3; children: string }) {
  return (
    <span className={cx(css.level, level === 3 && css.high)}>
      <svg viewBox="0 0 16 14" aria-hidden="true">
        <rect className={css.on} x={0} y={8} width={4} height={6} rx={1} />
        <rect className={2 <= level ? css.on : css.off} x={6} y={4} width={4} height={10} rx={1} />
        <rect
          className={level === 3 ? css.on : css.off}
          x={12}
          y={0}
          width={4}
          height={14}
          rx={1}
        />
      </svg>
      <span>{children}</span>
    </span>
  );
}
