// Nothing here: a small stitched line, a sentence, one next step.
import type { ReactNode } from "react";
import css from "./Empty.module.css";

export interface EmptyProps {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={css.empty}>
      <svg
        viewBox="0 0 120 52"
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        aria-hidden="true"
      >
        <path d="M2 40c18-14 36-14 52-5 16 8 30 4 64-9" strokeDasharray="4 4" />
        <circle cx={54} cy={35} r={5} className={css.dot} />
      </svg>
      <p>
        <b>{title}</b> {children}
      </p>
      {action}
    </div>
  );
}
