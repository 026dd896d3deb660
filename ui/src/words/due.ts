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
export function dueThing({ say, locale }: Words, due: Due): string {
  if (due.label) return locale === "es-US" ? due.label.es : due.label.en;
  return due.what === "task" || due.what === "intervention" ? due.words : say(`due.${due.what}`);
}

/** Days from today to its day; negative when it has passed. */
function away({ today }: Words, due: Due): number {
  return daysBetween(today(), due.by);
}

/** A visit: "today, 9:00 am", "Thu, Feb 5"; the hour only where it is near. */
function visitWhen(words: Words, due: Due): string {
  const days = away(words, due);
  const when = days === 0 ? words.say("due.today") : words.day(due.by);
  return due.time === null || 7 < Math.abs(days)
    ? when
    : words.say("due.dayAndTime", { day: when, time: words.clock(due.time) });
}

/** Its day alone: "6 days late", "today", "by Thu, Feb 5". */
export function dueWhen(words: Words, due: Due): string {
  const days = away(words, due);
  if (due.press === "late" && days < 0) return words.say("due.late", { n: -days });
  if (due.what === "visit") return visitWhen(words, due);
  return days === 0 ? words.say("due.today") : words.say("due.by", { day: words.day(due.by) });
}

/** The core asks for a contact after so many quiet days. */
const quietDays = 14;

/** "Plan review, 6 days late" · "PHQ-9 today" · "Visit Thu, Feb 5, 9:00 am" */
export function dueSentence(words: Words, due: Due): string {
  const values = { what: dueThing(words, due), when: dueWhen(words, due) };
  const days = away(words, due);
  const late = due.press === "late" && days < 0;
  if (late && due.what === "contact") return words.say("due.noContact", { n: quietDays - days });
  return words.say(late ? "due.sentenceLate" : "due.sentence", values);
}
