// What a row of the list says: what is next, and how far the attempts have got. Pure.
import type { AttemptMark, NextView, OutreachRow } from "../../contract/generated";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { localDay } from "../../words/dates";
import type { Words } from "../../words/words";
import type { Lists } from "./lists";

export function nextGlyph({ press, on }: NextView, today: string): GlyphKind {
  if (press === "late") return "late";
  return on === today ? "due" : "todo";
}

/** "Due Mon, Feb 2, evening" · "Today, morning" */
export function nextWhen(words: Words, lists: Lists, next: NextView): string {
  const hour = next.hour === null ? "none" : lists.hour(next.hour).toLowerCase();
  const late = next.press === "late";
  return words.say(late ? "outreach.nextLate" : "outreach.next", {
    when: late ? words.day(next.on) : words.nearDay(next.on),
    hour,
  });
}

/** "Yesterday: No answer" */
export function lastLine(words: Words, lists: Lists, row: OutreachRow): string {
  if (row.last === null) return "";
  return words.say("outreach.lastLine", {
    when: words.ago(localDay(row.last.at)),
    what: lists.outcome(row.last.outcome),
  });
}

/** "2 attempts, one does not count, one more is not at the clinic yet" */
export function triesWord({ say }: Words, { made }: OutreachRow): string {
  const { atClinic, counted, unsent } = made;
  if (atClinic === 0 && 0 < unsent) return say("outreach.triesUnsent", { n: unsent });
  return say("outreach.tries", { n: atClinic, not: atClinic - counted, unsent });
}

export function marksWord({ say }: Words, marks: readonly AttemptMark[]): string {
  return say("outreach.marks", {
    list: marks.map((mark) => say(`outreach.mark.${mark}`)).join(", "),
  });
}

/** How somebody is looked for first: as it is suggested, else as it was tried last. */
export function firstMethod(row: OutreachRow, fallback: string): string {
  return row.next?.method ?? row.last?.method ?? fallback;
}
