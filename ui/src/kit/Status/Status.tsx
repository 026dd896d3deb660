// Status is always shape + word + colour. Done is quiet; colour is for what needs a person.
import type { ReactNode } from "react";
import { useWords, type Word } from "../../words/words";
import { cx } from "../cx";
import { Glyph, type GlyphKind } from "./Glyph";
import css from "./Status.module.css";

export const statusWord: Record<GlyphKind, Word> = {
  done: "status.done",
  todo: "status.todo",
  now: "status.now",
  due: "status.due",
  late: "status.late",
  safety: "status.safety",
  unsent: "status.unsent",
  moving: "status.moving",
  two: "status.two",
  outside: "status.outside",
  noNeed: "status.noNeed",
  later: "status.later",
  declined: "status.declined",
  unknown: "status.unknown",
};

const tone: Partial<Record<GlyphKind, string | undefined>> = {
  now: css.act,
  due: css.due,
  two: css.due,
  late: css.late,
  safety: css.late,
  unsent: css.unsent,
  moving: css.unsent,
};

export interface StatusProps {
  kind: GlyphKind;
  size?: "sm" | "md";
  /** A more exact word than the kind's own: "Plan review, 6 days late". */
  children?: ReactNode;
}

export function Status({ kind, size = "md", children }: StatusProps) {
  const { say } = useWords();
  return (
    <span className={cx(css.status, tone[kind], size === "sm" && css.sm)} data-status={kind}>
      <Glyph kind={kind} />
      <span>{children ?? say(statusWord[kind])}</span>
    </span>
  );
}

/** The shape alone where the row's own words say it; screen readers hear the word. */
export function StatusMark({ kind, children }: { kind: GlyphKind; children?: string }) {
  const { say } = useWords();
  return (
    <span className={cx(css.status, tone[kind])} data-status={kind}>
      <Glyph kind={kind} />
      <span className="sr">{children ?? say(statusWord[kind])}</span>
    </span>
  );
}
