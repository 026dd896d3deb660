// A part of a screen: its heading, something small at the end of the line, its content.
import { useId, type ReactNode } from "react";
import css from "./Section.module.css";

export interface SectionProps {
  title: ReactNode;
  /** Flush right on the heading's line: a count, a link, a small button. */
  more?: ReactNode;
  size?: "lg" | "xl";
  children: ReactNode;
}

export function Section({ title, more, size = "lg", children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id} className={css[size]}>
          {title}
        </h2>
        {more && <div className={css.more}>{more}</div>}
      </div>
      {children}
    </section>
  );
}
