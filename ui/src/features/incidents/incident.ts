// What an incident comes to, in words and in what is to be done. Pure, so that it can be tested.
import type {
  DeviceView,
  IncidentAssessment,
  IncidentDue,
  IncidentView,
} from "../../contract/generated";
import type { GlyphKind } from "../../kit/Status/Glyph";

/** Who is to be told and was not, and how many of them too late. */
export function toTell(due: readonly IncidentDue[]): { open: number; late: number } {
  const late = due.filter(({ stands }) => stands === "late").length;
  return { late, open: late + due.filter(({ stands }) => stands === "due").length };
}

const glyphs: Record<IncidentDue["stands"], GlyphKind> = {
  due: "due",
  late: "late",
  sent: "done",
  sent_late: "done",
  not_needed: "noNeed",
};

export function glyphOf({ stands }: Pick<IncidentDue, "stands">): GlyphKind {
  return glyphs[stands];
}

/** The laptop as it stood when the incident was opened. */
export function laptopOf({ entries }: IncidentView): DeviceView | null {
  const what = entries[0]?.what;
  return what?.is === "opened" ? what.device : null;
}

/** The newest assessment; the one that counts. */
export function assessmentOf({ entries }: IncidentView): IncidentAssessment | null {
  const what = entries.findLast((entry) => entry.what.is === "assessed")?.what;
  return what?.is === "assessed" ? what : null;
}

/** The moment that a day and an hour make here; null while they make none, or one that is still to come. */
export function momentOf(day: string, time: string, now: number): number | null {
  const [year, month, date] = day.split("-").map(Number);
  const [hour, minute] = time.split(":").map(Number);
  if (!year || !month || !date || hour === undefined || minute === undefined) return null;
  const at = new Date(year, month - 1, date, hour, minute).getTime();
  return Number.isNaN(at) || now < at ? null : at;
}
