// Days and hours as a person says them. Never numbers only: en-US and es-US would read
// 2/3/2026 as two different days. Days are "YYYY-MM-DD" and have no time zone.

export type Locale = "en-US" | "es-US";

/** A calendar day taken apart, so that no time zone can shift it. */
export interface DayParts {
  year: number;
  month: number;
  day: number;
}

const dayMs = 86_400_000;

export function dayParts(day: string): DayParts | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!found) return null;
  const [year = 0, month = 0, date = 0] = found.slice(1).map(Number);
  const made = new Date(Date.UTC(year, month - 1, date));
  const real =
    made.getUTCFullYear() === year &&
    made.getUTCMonth() === month - 1 &&
    made.getUTCDate() === date;
  return real ? { year, month, day: date } : null;
}

function utc(day: string): Date {
  const found = dayParts(day);
  return found ? new Date(Date.UTC(found.year, found.month - 1, found.day)) : new Date(Number.NaN);
}

/** The calendar day of an instant, where this computer is. */
export function localDay(at: number): string {
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / dayMs);
}

export function addDays(day: string, days: number): string {
  return new Date(utc(day).getTime() + days * dayMs).toISOString().slice(0, 10);
}

/** Whole years lived on `today`. */
export function age(birthDate: string, today: string): number {
  const born = dayParts(birthDate);
  const now = dayParts(today);
  if (!born || !now) return Number.NaN;
  const before = now.month < born.month || (now.month === born.month && now.day < born.day);
  return now.year - born.year - (before ? 1 : 0);
}

function parts(locale: Locale, day: string, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  const found = new Map(format.formatToParts(utc(day)).map((part) => [part.type, part.value]));
  return (type: Intl.DateTimeFormatPartTypes) => (found.get(type) ?? "").replace(/\.$/, "");
}

/** "Feb 3, 2026" · "3 feb 2026" */
export function fullDay(locale: Locale, day: string): string {
  const part = parts(locale, day, { day: "numeric", month: "short", year: "numeric" });
  return locale === "en-US"
    ? `${part("month")} ${part("day")}, ${part("year")}`
    : `${part("day")} ${part("month")} ${part("year")}`;
}

/** Inside seven days either way the weekday stands for the year: "Thu, Feb 5" · "jue 5 feb". */
export function nearDay(locale: Locale, day: string, today: string): string {
  if (7 < Math.abs(daysBetween(today, day))) return fullDay(locale, day);
  const part = parts(locale, day, { weekday: "short", day: "numeric", month: "short" });
  return locale === "en-US"
    ? `${part("weekday")}, ${part("month")} ${part("day")}`
    : `${part("weekday")} ${part("day")} ${part("month")}`;
}

/** "Tuesday, February 3" · "Martes, 3 de febrero": the title of a day. */
export function titleDay(locale: Locale, day: string): string {
  const part = parts(locale, day, { weekday: "long", day: "numeric", month: "long" });
  if (locale === "en-US") return `${part("weekday")}, ${part("month")} ${part("day")}`;
  const name = part("weekday");
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}, ${part("day")} de ${part("month")}`;
}

/** "Tue" · "mar" */
export function weekday(locale: Locale, day: string): string {
  return parts(locale, day, { weekday: "short" })("weekday");
}

export function monthNames(locale: Locale): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2026, month, 15)));
}

/** Hours and minutes of a clock, 0–23: "9:07 am" · "9:07 a. m." */
export function clockTime(locale: Locale, hour: number, minute: number): string {
  const half = hour < 12 ? "a" : "p";
  const period = locale === "en-US" ? `${half}m` : `${half}.\u00a0m.`;
  return `${((hour + 11) % 12) + 1}:${String(minute).padStart(2, "0")}\u00a0${period}`;
}

export function timeOf(locale: Locale, at: number): string {
  const date = new Date(at);
  return clockTime(locale, date.getHours(), date.getMinutes());
}

/** An instant, as short as it is clear: "9:07 am" today, "Mon 5:12 pm" this week, else with the day. */
export function moment(locale: Locale, at: number, now: number): string {
  const day = localDay(at);
  const ago = daysBetween(day, localDay(now));
  const time = timeOf(locale, at);
  if (ago === 0) return time;
  if (Math.abs(ago) < 7) return `${weekday(locale, day)} ${time}`;
  return `${fullDay(locale, day)}, ${time}`;
}

/** An instant with its day always: "Mon, Feb 2, 5:12 pm" · "lun 2 feb, 5:12 p. m." */
export function fullMoment(locale: Locale, at: number, now: number): string {
  return `${nearDay(locale, localDay(at), localDay(now))}, ${timeOf(locale, at)}`;
}
