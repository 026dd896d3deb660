// The member's own words, on sand, the square corner where she speaks from. Nothing else is sand.
import type { ReactNode } from "react";
import css from "./Slip.module.css";

export interface SlipProps {
  /** The language of the words: "es", "vi" … */
  lang?: string | undefined;
  /** What it means in the reader's language, under it. */
  translation?: ReactNode;
  children: ReactNode;
}

export function Slip({ lang, translation, children }: SlipProps) {
  return (
    <div className={css.slip}>
      <span lang={lang}>{children}</span>
      {translation && <small>{translation}</small>}
    </div>
  );
}
