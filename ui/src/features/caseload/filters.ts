// What the caseload can be narrowed to, and how much of a place one row has room for.
import type { CaseloadCounts, CaseloadFilter } from "../../contract/generated";

/** Rows on one page. */
export const pageSize = 100;

export function filters(counts: CaseloadCounts): { id: CaseloadFilter; count: number }[] {
  return [
    { id: "everyone", count: counts.everyone },
    { id: "late", count: counts.late },
    { id: "due_this_week", count: counts.dueThisWeek },
    { id: "high_risk", count: counts.highRisk },
    { id: "perinatal", count: counts.perinatal },
    { id: "unsent", count: counts.unsent },
    { id: "two_answers", count: counts.twoAnswers },
  ];
}

/** The first words of where she stays: "Casa Abril shelter" of "Casa Abril shelter, hall B. Ask for …". */
export function shortSite(site: string): string {
  const [first = ""] = site.split(/[.,:;]/);
  return first.trim();
}
