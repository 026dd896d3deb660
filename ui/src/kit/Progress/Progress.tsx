// Long work: what, count of count, that one can go on, and how to stop it.
import type { ReactNode } from "react";
import { Label, ProgressBar } from "react-aria-components";
import css from "./Progress.module.css";

export interface ProgressProps {
  label: string;
  /** "106 of 171" */
  count: string;
  /** 0 to 1; left out while nobody knows how much there is. */
  share?: number | undefined;
  note: string;
  action?: ReactNode;
}

export function Progress({ label, count, share, note, action }: ProgressProps) {
  return (
    <div className={css.progress}>
      <ProgressBar
        className={css.bar}
        value={(share ?? 0) * 100}
        isIndeterminate={share === undefined}
        valueLabel={count}
      >
        <div className={css.row}>
          <Label className={css.label}>{label}</Label>
          <span className="quiet sm">{count}</span>
        </div>
        <div className={css.track}>
          <div className={css.fill} style={{ inlineSize: `${(share ?? 0) * 100}%` }} />
        </div>
      </ProgressBar>
      <div className={css.row}>
        <span className="quiet sm">{note}</span>
        {action}
      </div>
    </div>
  );
}
