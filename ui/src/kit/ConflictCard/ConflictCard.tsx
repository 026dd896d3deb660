// Two answers for one question: what both started from, a fork, equal halves in order of time,
// equal buttons. No side is recommended. Underneath: what holds until it is settled.
import { useId, type ReactNode } from "react";
import { Button } from "../Button/Button";
import { Glyph } from "../Status/Glyph";
import { cx } from "../cx";
import css from "./ConflictCard.module.css";

export interface Answer {
  id: string;
  /** The value, large. */
  value: ReactNode;
  who: string;
  /** When, and what else is known of it. */
  when: string;
  /** Not at the clinic yet: the half is stitched. */
  unsent?: boolean;
  /** "Use yours" · "Use Deborah’s". */
  use: string;
}

export interface ConflictCardProps {
  /** About whom, and which question. */
  question: ReactNode;
  /** "You both started from", and what. */
  startedFromLabel: string;
  startedFrom: ReactNode;
  answers: readonly Answer[];
  /** Left out where this person may not choose. */
  onChoose?: ((id: string) => void) | undefined;
  busy?: boolean;
  /** Write another; why it was refused. */
  children?: ReactNode;
  /** Somebody here has chosen, and the clinic has not confirmed it: the line is in the satchel’s colour. */
  settled?: boolean;
  /** What holds until somebody has chosen. */
  until: ReactNode;
}

export function ConflictCard({
  question,
  startedFromLabel,
  startedFrom,
  answers,
  onChoose,
  busy = false,
  settled = false,
  children,
  until,
}: ConflictCardProps) {
  const id = useId();
  return (
    <article className={css.card} aria-labelledby={id}>
      <p id={id} className={css.question}>
        {question}
      </p>
      <div className={css.from}>
        <span>{startedFromLabel}</span>
        <div className={css.start}>{startedFrom}</div>
      </div>
      <svg className={css.fork} viewBox="0 0 100 36" preserveAspectRatio="none" aria-hidden="true">
        {answers.map((answer, index) => {
          const x = ((index + 0.5) / answers.length) * 100;
          return (
            <path
              key={answer.id}
              className={answer.unsent ? css.stitched : undefined}
              d={`M50 0C50 22 ${x} 12 ${x} 36`}
            />
          );
        })}
      </svg>
      <div className={css.pair}>
        {answers.map((answer) => (
          <div key={answer.id} className={cx(css.half, answer.unsent && css.unsent)}>
            <div className={css.value}>{answer.value}</div>
            <p className={css.who}>
              <b>{answer.who}</b>
              <span>{answer.when}</span>
            </p>
            {onChoose && (
              <Button isDisabled={busy} onPress={() => onChoose(answer.id)}>
                {answer.use}
              </Button>
            )}
          </div>
        ))}
      </div>
      {children && <div className={css.other}>{children}</div>}
      <div className={cx(css.until, settled && css.settled)}>
        <Glyph kind={settled ? "unsent" : "two"} />
        <span>{until}</span>
      </div>
    </article>
  );
}
