// Which filters are offered: those that would show somebody, and always Everyone.
import type { CaseloadCounts, CaseloadFilter } from "../../contract/generated";

/** Rows on one page. */
export const pageSize = 100;

export function filters(counts: CaseloadCounts): { id: CaseloadFilter; count: number }[] {
  const all: { id: CaseloadFilter; count: number }[] = [
    { id: "everyone", count: counts.everyone },
    { id: "late", count: counts.late },
    { id: "due_this_week", count: counts.dueThisWeek },
    { id: "high_risk", count: counts.highRisk },
    { id: "perinatal", count: counts.perinatal },
    { id: "unsent", count: counts.unsent },
    { id: "two_answers", count: counts.twoAnswers },
  ];
  return all;
}
