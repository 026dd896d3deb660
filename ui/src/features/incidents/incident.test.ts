import { expect, test } from "vitest";
import type { IncidentDue } from "../../contract/generated";
import { glyphOf, momentOf, toTell } from "./incident";

const due = (stands: IncidentDue["stands"]): IncidentDue => ({
  to: "plan",
  label: "Plan",
  labelEs: "Plan",
  source: "",
  dueAt: 0,
  dueOn: null,
  stands,
  sentOn: null,
});

test("who was told, and who need not be, is not counted", () => {
  const all = (["due", "late", "sent", "sent_late", "not_needed"] as const).map(due);
  expect(toTell(all)).toEqual({ open: 2, late: 1 });
  expect(all.map(glyphOf)).toEqual(["due", "late", "done", "done", "noNeed"]);
});

test("what is still to come was not detected", () => {
  const now = new Date(2026, 10, 24, 8, 0).getTime();
  expect(momentOf("2026-11-24", "08:00", now)).toBe(now);
  expect(momentOf("2026-11-24", "08:01", now)).toBeNull();
  expect(momentOf("", "08:00", now)).toBeNull();
  expect(momentOf("2026-11-24", "", now)).toBeNull();
});
