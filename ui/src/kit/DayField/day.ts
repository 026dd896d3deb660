// A day from three fields. The month is a word, so nobody can swap it with the day.
import { dayParts } from "../../words/dates";

export interface Typed {
  month: string | null;
  day: string;
  year: string;
}

export function typedFrom(value: string): Typed {
  const parts = dayParts(value);
  return parts
    ? { month: String(parts.month), day: String(parts.day), year: String(parts.year) }
    : { month: null, day: "", year: "" };
}

/** "YYYY-MM-DD" when the three make a real day; "" when they do not, or not yet. */
export function dayFrom({ month, day, year }: Typed): string {
  if (month === null || !/^\d{1,2}$/.test(day) || !/^\d{4}$/.test(year)) return "";
  const value = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return dayParts(value) ? value : "";
}

/** Whether everything is filled in and still is no day: "February 30". */
export function isNoDay(typed: Typed): boolean {
  return (
    typed.month !== null && typed.day !== "" && 4 <= typed.year.length && dayFrom(typed) === ""
  );
}
