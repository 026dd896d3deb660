// A year of one person as lanes: where she stayed, hospitals, pregnancies, contact. Pure geometry
// and counting; the picture and the table draw from the same numbers.
import type { TimelineEvent, WeekOfContact } from "../../contract/generated";
import { addDays, dayParts, daysBetween } from "../../words/dates";

/** The days shown and the strip of the picture they are drawn on. */
export interface Frame {
  from: string;
  to: string;
  left: number;
  right: number;
}

export function yearFrame(today: string, left: number, right: number): Frame {
  return { from: addDays(today, -365), to: today, left, right };
}

export function across(frame: Frame, day: string): number {
  const share = daysBetween(frame.from, day) / daysBetween(frame.from, frame.to);
  return frame.left + Math.min(Math.max(share, 0), 1) * (frame.right - frame.left);
}

export interface Month {
  /** "YYYY-MM" */
  month: string;
  /** Its first day. */
  day: string;
  x: number;
  startsYear: boolean;
}

/** The firsts of the months inside the frame, oldest first. */
export function months(frame: Frame): Month[] {
  const found: Month[] = [];
  const start = dayParts(frame.from);
  if (!start) return found;
  for (let index = start.month; ; index += 1) {
    const year = start.year + Math.floor(index / 12);
    const month = `${year}-${String((index % 12) + 1).padStart(2, "0")}`;
    const day = `${month}-01`;
    if (frame.to < day) return found;
    found.push({ month, day, x: across(frame, day), startsYear: index % 12 === 0 });
  }
}

export interface Span {
  event: TimelineEvent;
  x: number;
  end: number;
  /** Still going on. */
  open: boolean;
  nights: number;
  /** How far its words may reach before the next mark, in pixels. */
  room: number;
}

function lastDay(event: TimelineEvent, today: string): string {
  const endless = event.kind === "pregnancy" || event.kind === "hospital_stay";
  return event.until ?? (endless ? today : event.day);
}

/** Events of some kinds that touch the year, oldest first, each with the room for its words. */
export function spans(
  events: readonly TimelineEvent[],
  kinds: readonly TimelineEvent["kind"][],
  frame: Frame,
): Span[] {
  const inside = events
    .filter((event) => kinds.includes(event.kind) && event.day <= frame.to)
    .filter((event) => frame.from <= lastDay(event, frame.to))
    .toSorted((a, b) => a.day.localeCompare(b.day));
  return inside.map((event, index) => {
    const until = lastDay(event, frame.to);
    const x = across(frame, event.day);
    const end = across(frame, until);
    const next = inside[index + 1];
    const edge = next ? across(frame, next.day) : frame.right;
    return {
      event,
      x,
      end,
      open: event.until === null && until === frame.to,
      nights: daysBetween(event.day, until),
      room: edge - end,
    };
  });
}

const strength: Record<WeekOfContact, number> = {
  none: 0,
  tried: 1,
  remote: 2,
  in_person: 3,
  unsent: 4,
};

function contactOf(event: TimelineEvent): WeekOfContact {
  if (event.kind === "not_held") return "tried";
  if (event.kind !== "visit") return "none";
  if (event.whereabouts !== "at_clinic") return "unsent";
  return event.detail === "in_person" ? "in_person" : "remote";
}

export const yearWeeks = 52;

/**
 * Contact by week, oldest first; the last is the seven days that end today. The core's own thirteen
 * weeks hold where it gives them, the rest comes from the record.
 */
export function weeks(
  events: readonly TimelineEvent[],
  rhythm: readonly WeekOfContact[],
  today: string,
): WeekOfContact[] {
  const found = Array.from({ length: yearWeeks }, (): WeekOfContact => "none");
  for (const event of events) {
    const ago = daysBetween(event.day, today);
    const week = yearWeeks - 1 - Math.floor(ago / 7);
    const known = found[week];
    const contact = contactOf(event);
    if (0 <= ago && known !== undefined && strength[known] < strength[contact]) {
      found[week] = contact;
    }
  }
  const recent = rhythm.slice(-yearWeeks);
  return [...found.slice(0, yearWeeks - recent.length), ...recent];
}

/** The first day of a week of `weeks`. */
export function weekStart(week: number, today: string): string {
  return addDays(today, -7 * (yearWeeks - week) + 1);
}

export interface MonthCounts {
  month: string;
  emergency: number;
  nights: number;
  inPerson: number;
  remote: number;
  tried: number;
}

/** The same year as numbers, newest month first. */
export function byMonth(events: readonly TimelineEvent[], frame: Frame): MonthCounts[] {
  const all = [frame.from.slice(0, 7), ...months(frame).map((month) => month.month)];
  const rows = new Map(
    all.map((month) => [
      month,
      { month, emergency: 0, nights: 0, inPerson: 0, remote: 0, tried: 0 },
    ]),
  );
  for (const event of events) {
    const row = rows.get(event.day.slice(0, 7));
    if (!row || event.day < frame.from || frame.to < event.day) continue;
    if (event.kind === "emergency") row.emergency += 1;
    if (event.kind === "hospital_stay") {
      row.nights += daysBetween(event.day, lastDay(event, frame.to));
    }
    if (event.kind === "not_held") row.tried += 1;
    if (event.kind === "visit" && event.detail === "in_person") row.inPerson += 1;
    if (event.kind === "visit" && event.detail !== "in_person") row.remote += 1;
  }
  return [...rows.values()].toReversed();
}

export interface YearFacts {
  emergency: number;
  stays: number;
  /** The day the last of them ended. */
  lastHospital: string | null;
  /** Of the last thirteen weeks, those with contact. */
  contactWeeks: number;
}

/** What the sentence above the picture says. */
export function facts(
  events: readonly TimelineEvent[],
  rhythm: readonly WeekOfContact[],
  frame: Frame,
): YearFacts {
  const emergency = spans(events, ["emergency"], frame);
  const stays = spans(events, ["hospital_stay"], frame);
  const ends = [...emergency, ...stays].map(({ event }) => lastDay(event, frame.to)).toSorted();
  return {
    emergency: emergency.length,
    stays: stays.length,
    lastHospital: ends.at(-1) ?? null,
    contactWeeks: rhythm.filter((week) => week !== "none" && week !== "tried").length,
  };
}
