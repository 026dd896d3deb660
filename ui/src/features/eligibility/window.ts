// The fullest six months of a year, for the picture. Which visits count is the core's to say; this only draws.
import { dayParts, daysBetween } from "../../words/dates";

export interface Stretch {
  from: string;
  to: string;
  /** How many lie in it. */
  most: number;
  /** The first day that is looked at. */
  looked: string;
}

/** So many months before a day; the last day of a shorter month stands for one it does not have. */
export function monthsBefore(day: string, months: number): string {
  const parts = dayParts(day);
  if (!parts) return day;
  const index = parts.year * 12 + (parts.month - 1) - months;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${year}-${two(month)}-${two(Math.min(parts.day, last))}`;
}

const inside = (day: string, from: string, to: string) => from <= day && day <= to;

export function fullest(days: readonly string[], asOf: string): Stretch {
  const looked = monthsBefore(asOf, 12);
  const known = days.filter((day) => inside(day, looked, asOf)).toSorted();
  let best = { from: monthsBefore(asOf, 6), to: asOf, most: 0 };
  for (const to of [asOf, ...known.toReversed()]) {
    const from = monthsBefore(to, 6);
    const most = known.filter((day) => inside(day, from, to)).length;
    if (best.most < most) best = { from, to, most };
  }
  const from = daysBetween(looked, best.from) < 0 ? looked : best.from;
  return { ...best, from, looked };
}
