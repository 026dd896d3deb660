// Which visits are still to come. Pure.
import type { Page, VisitRow } from "../../contract/generated";

/** Enough to hold everything that is planned. */
export const visitsPage: Page = { offset: 0, limit: 50 };

/** Planned from today on, the nearest first, without the one that is on the screen. */
export function upcoming(
  rows: readonly VisitRow[],
  today: string,
  except: string | null,
): VisitRow[] {
  const key = ({ appointment }: VisitRow) => `${appointment.day} ${appointment.time ?? "99"}`;
  return rows
    .filter((row) => row.status.is === "planned" && row.visit !== except)
    .filter((row) => today <= row.appointment.day)
    .toSorted((a, b) => key(a).localeCompare(key(b)));
}
