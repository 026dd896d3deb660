// Which visit of the day is next, and how far it is away.
import type { Today, TodayVisit } from "../../contract/generated";

export type Place = "past" | "next" | "later";

/** The visit under way, else the first that is still to come. */
export function nextVisit(visits: readonly TodayVisit[]): TodayVisit | undefined {
  return (
    visits.find((visit) => visit.status.is === "under_way") ??
    visits.find((visit) => visit.status.is === "planned")
  );
}

export function placeOf(today: Today, visit: TodayVisit): Place {
  if (visit.visit === nextVisit(today.visits)?.visit) return "next";
  return visit.status.is === "signed" || visit.status.is === "not_held" ? "past" : "later";
}

/** Minutes until "HH:MM" of today; negative when it has passed. */
export function minutesUntil(time: string, now: number): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  const at = new Date(now);
  at.setHours(hour, minute, 0, 0);
  return Math.round((at.getTime() - now) / 60_000);
}
