// What is due, as a sentence: the thing, and how pressing it is.
import type { Due } from "../contract/generated";
import type { GlyphKind } from "../kit/Status/Glyph";
import { daysBetween } from "./dates";
import type { Words } from "./words";

export function dueGlyph(due: Due): GlyphKind {
  switch (due.press) {
    case "late":
      return "late";
    case "soon":
      return "due";
    case "later":
      return "todo";
  }
}

/** The thing itself: "Plan review", or the words of a step. */
export function dueThing({ say }: Words, due: Due): string {
  return due.what === "task" || due.what === "intervention" ? due.words : say(`due.${due.what}`);
}

/** Its day: "6 days late", "today", "by Thu, Feb 5"; for a visit "today, 9:00 am". */
export function dueWhen({ say, day, clock, today }: Words, due: Due): string {
  const away = daysBetween(today(), due.by);
  if (due.press === "late" && away < 0) return say("due.late", { n: -away });
  if (due.what === "visit") {
    const when = away === 0 ? say("due.today") : day(due.by);
    return due.time === null ? when : say("due.dayAndTime", { day: when, time: clock(due.time) });
  }
  return away === 0 ? say("due.today") : say("due.by", { day: day(due.by) });
}

/** "Plan review, 6 days late" */
export function dueSentence(words: Words, due: Due): string {
  return words.say("due.sentence", { what: dueThing(words, due), when: dueWhen(words, due) });
}
