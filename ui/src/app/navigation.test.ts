import { expect, test } from "vitest";
import { allowed, here, start, step, type Trail } from "./navigation";

const caseload: Trail = [{ at: "caseload" }];
const rosa = { at: "member", member: "rosa" } as const;

test("a screen is put on the one it was opened from", () => {
  const trail = step(caseload, { to: "screen", screen: rosa });
  expect(trail).toEqual([{ at: "caseload" }, rosa]);
  expect(here(step(trail, { to: "back" }))).toEqual({ at: "caseload" });
});

test("a place of the rail begins a new trail", () => {
  const trail = step(caseload, { to: "screen", screen: rosa });
  expect(step(trail, { to: "screen", screen: { at: "sync" } })).toEqual([{ at: "sync" }]);
});

test("opening the screen that is shown changes nothing", () => {
  expect(step(caseload, { to: "screen", screen: { at: "caseload" } })).toBe(caseload);
});

test("another tab replaces, so that back leaves the person", () => {
  const trail = step(caseload, { to: "screen", screen: rosa });
  const tab = step(trail, { to: "instead", screen: { ...rosa, tab: "visits" } });
  expect(tab).toEqual([{ at: "caseload" }, { ...rosa, tab: "visits" }]);
});

test("there is always a screen", () => {
  expect(step(start, { to: "back" })).toEqual(start);
});

test("a long day does not grow the trail without end", () => {
  let trail = caseload;
  for (let visit = 0; visit < 100; visit += 1) {
    trail = step(trail, {
      to: "screen",
      screen: { at: "visit", member: "rosa", visit: `${visit}` },
    });
  }
  expect(trail.length).toBe(30);
  expect(here(trail)).toEqual({ at: "visit", member: "rosa", visit: "99" });
});

test("whoever has no members' records is shown who looked, or how the exchange stands", () => {
  const auditor = { mayRead: false, mayReadNotes: false, mayAudit: true, mayIncidents: false };
  const office = { mayRead: false, mayReadNotes: false, mayAudit: false, mayIncidents: false };
  const manager = { mayRead: true, mayReadNotes: true, mayAudit: false, mayIncidents: false };
  const officer = { ...auditor, mayIncidents: true };
  expect(allowed({ at: "incidents" }, officer)).toEqual({ at: "incidents" });
  expect(allowed({ at: "incidents" }, auditor)).toEqual({ at: "audit" });
  expect(allowed({ at: "today" }, auditor)).toEqual({ at: "audit" });
  expect(allowed({ at: "member", member: "m" }, office)).toEqual({ at: "sync" });
  expect(allowed({ at: "audit" }, manager)).toEqual({ at: "today" });
  for (const session of [auditor, office, manager]) {
    expect(allowed({ at: "settings" }, session)).toEqual({ at: "settings" });
  }
});
