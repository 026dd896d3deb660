// One gestational line: from the first week to twelve months after. Pure geometry; the picture and the list draw from
// the same entries. The pregnancy has the left part and the year after it the right, whenever it ended.
import type { PregnancyCourse, SlotView } from "../../contract/generated";
import { addDays, daysBetween } from "../../words/dates";

export interface Line {
  /** The first day of the weeks; absent where nobody has dated it. */
  began: string | null;
  /** The day it ended, or is due. */
  turn: string;
  /** The last of the twelve months after. */
  until: string;
  left: number;
  middle: number;
  right: number;
}

const termDays = 280;
/** So much of the line belongs to the pregnancy. */
const share = 0.62;

/** The line of a pregnancy; null where it is neither dated nor over: there is nothing to draw. */
export function lineOf(course: PregnancyCourse, left: number, right: number): Line | null {
  const turn = course.end?.on ?? course.endedElsewhere ?? course.dating?.due;
  if (turn === undefined) return null;
  const began = course.dating?.began ?? null;
  const whole = began !== null && began < turn;
  return {
    began: whole ? began : null,
    turn,
    until: course.afterUntil ?? addDays(turn, 365),
    left,
    middle: whole ? left + share * (right - left) : left,
    right,
  };
}

/** Where a day lies; what lies beyond the ends is drawn at the end. */
export function across(line: Line, day: string): number {
  const part = (from: string, to: string, x: number, end: number) => {
    const whole = Math.max(daysBetween(from, to), 1);
    return x + Math.min(Math.max(daysBetween(from, day) / whole, 0), 1) * (end - x);
  };
  if (day < line.turn) {
    return line.began === null ? line.left : part(line.began, line.turn, line.left, line.middle);
  }
  return part(line.turn, line.until, line.middle, line.right);
}

export interface Tick {
  n: number;
  x: number;
}

/** Every tenth week up to the turn. */
export function weekTicks(line: Line): Tick[] {
  const { began } = line;
  if (began === null) return [];
  return [0, 10, 20, 30, 40]
    .map((n) => ({ n, day: addDays(began, n * 7) }))
    .filter(({ day }) => day <= line.turn)
    .map(({ n, day }) => ({
      n,
      x: n * 7 === termDays || day === line.turn ? line.middle : across(line, day),
    }));
}

/** Every third month after the turn. */
export function monthTicks(line: Line): Tick[] {
  return [3, 6, 9, 12].map((n) => ({
    n,
    x: line.middle + (n / 12) * (line.right - line.middle),
  }));
}

export interface Band {
  name: "first" | "second" | "third";
  x: number;
  end: number;
}

/** The trimesters, as far as it has them: 14 and 28 weeks. */
export function bands(line: Line): Band[] {
  const { began } = line;
  if (began === null) return [];
  const from = [0, 14, 28] as const;
  const names = ["first", "second", "third"] as const;
  return names.flatMap((name, at) => {
    const first = addDays(began, (from[at] ?? 0) * 7);
    const next = from[at + 1];
    const last = next === undefined ? line.turn : addDays(began, next * 7);
    if (line.turn <= first) return [];
    return [
      { name, x: across(line, first), end: last < line.turn ? across(line, last) : line.middle },
    ];
  });
}

/** What a slot is drawn as. */
export type Mark = "done" | "missed" | "open" | "due";

/** Nothing where nobody wrote anything down and nobody is asked to. */
export function markOf({ state }: SlotView): Mark | null {
  switch (state) {
    case "done":
      return "done";
    case "missed":
    case "declined":
      return "missed";
    case "due":
    case "late":
    case "ask":
      return "due";
    case "arranged":
    case "later":
      return "open";
    case "passed":
      return null;
  }
}

/** The day at which a slot is drawn. */
export function dayOf({ on, by }: SlotView): string {
  return on ?? by;
}

/** The lanes in the order in which they are drawn. */
export const laneOrder = [
  "prenatal",
  "reassessment",
  "mood",
  "mother",
  "grief",
  "baby",
] as const satisfies readonly SlotView["lane"][];

/** Those that something is drawn on. */
export function lanesOf(slots: readonly SlotView[]): SlotView["lane"][] {
  return laneOrder.filter((lane) =>
    slots.some((slot) => slot.lane === lane && markOf(slot) !== null),
  );
}

/** What is worth a line in the list: what nobody wrote down and nobody is asked for is counted only. */
export function inOrder(slots: readonly SlotView[]): SlotView[] {
  return slots.filter(({ state, presses }) => state !== "passed" && !presses);
}
