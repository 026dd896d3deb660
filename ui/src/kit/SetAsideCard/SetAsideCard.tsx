// Work that does not count yet: why it was set aside, and inside a stitched line what it says, who wrote it and what can
// be done with it. The buttons look alike: no decision is recommended. Underneath: what holds until one is made.
import { useId, type ReactNode } from "react";
import { Glyph } from "../Status/Glyph";
import { cx } from "../cx";
import css from "./SetAsideCard.module.css";

export interface SetAsideLine {
  id: string;
  /** Which question it answers. */
  label: string;
  /** The answer. */
  value: ReactNode;
  /** What stands on the record; left out when nothing does. */
  now?: ReactNode;
}

export interface SetAsideCardProps {
  /** About whom, and which thing. */
  about: ReactNode;
  /** Why it was set aside. */
  why: string;
  /** What it says; the first is shown large. */
  lines: readonly SetAsideLine[];
  /** In place of the lines, when there are none. */
  nothing: string;
  /** "On the record now". */
  nowLabel: string;
  who: string;
  /** When it was written and received. */
  when: string;
  /** The decisions. Left out where this person may not decide. */
  actions?: ReactNode;
  /** A reason; why it was refused. */
  children?: ReactNode;
  /** Somebody here has decided, and the clinic has not confirmed it: the line is in the satchel’s colour. */
  settled?: boolean;
  /** Whose it is, and what holds until somebody has decided. */
  until: ReactNode;
}

export function SetAsideCard({
  about,
  why,
  lines,
  nothing,
  nowLabel,
  who,
  when,
  actions,
  children,
  settled = false,
  until,
}: SetAsideCardProps) {
  const id = useId();
  return (
    <article aria-labelledby={id}>
      <p id={id} className={css.about}>
        {about}
      </p>
      <p className={css.why}>{why}</p>
      <div className={css.work}>
        {lines.length === 0 ? (
          <p className={css.nothing}>{nothing}</p>
        ) : (
          <dl className={css.lines}>
            {lines.map((line) => (
              <div key={line.id} className={css.line}>
                <dt>{line.label}</dt>
                <dd className={css.value}>{line.value}</dd>
                {line.now !== undefined && (
                  <dd className={css.now}>
                    <span>{nowLabel}</span>
                    <div>{line.now}</div>
                  </dd>
                )}
              </div>
            ))}
          </dl>
        )}
        <div className={css.foot}>
          <p className={css.who}>
            <b>{who}</b>
            <span>{when}</span>
          </p>
          {actions && <div className={css.actions}>{actions}</div>}
        </div>
      </div>
      {children && <div className={css.other}>{children}</div>}
      <div className={cx(css.until, settled && css.settled)}>
        <Glyph kind={settled ? "unsent" : "later"} />
        <span>{until}</span>
      </div>
    </article>
  );
}
