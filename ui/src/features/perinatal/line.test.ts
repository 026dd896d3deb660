import { expect, test } from "vitest";
import type { PregnancyCourse, SlotView } from "../../contract/generated";
import { across, bands, inOrder, lanesOf, lineOf, markOf, monthTicks, weekTicks } from "./line";

const course: PregnancyCourse = {
  id: "p",
  seen: "",
  phase: "pregnant",
  dating: { began: "2025-06-27", due: "2026-04-03", method: "ultrasound", lmp: null },
  age: { weeks: 31, days: 4 },
  trimester: "third",
  births: null,
  babies: 1,
  end: null,
  endedElsewhere: null,
  quiet: false,
  afterUntil: null,
  source: "",
  helpers: [],
  infants: [],
  slots: [],
  sessions: [],
  groups: [],
  moods: [],
  helped: [],
  overlaps: [],
  supports: [],
  twoAnswers: false,
};

const slot: SlotView = {
  item: "prenatal_28",
  about: "",
  label: { en: "Prenatal visit", es: "Visita prenatal" },
  lane: "prenatal",
  source: "",
  from: "2026-01-09",
  by: "2026-01-15",
  state: "due",
  on: null,
  place: "",
  words: "",
  presses: true,
  instrument: null,
  twoAnswers: false,
  seen: "",
};

function line(of: PregnancyCourse = course) {
  const drawn = lineOf(of, 100, 1100);
  if (!drawn) throw new Error("there is a line");
  return drawn;
}

test("R136: forty weeks have the left part, twelve months after the right", () => {
  expect(across(line(), "2025-06-27")).toBe(100);
  expect(across(line(), "2025-11-14")).toBeCloseTo(410);
  expect(across(line(), "2026-04-03")).toBe(720);
  expect(across(line(), "2027-04-03")).toBe(1100);
  expect(across(line(), "2030-01-01")).toBe(1100);
  expect(weekTicks(line()).map(({ n }) => n)).toEqual([0, 10, 20, 30, 40]);
  expect(monthTicks(line()).map(({ n }) => n)).toEqual([3, 6, 9, 12]);
});

test("R137: a trimester ends at 14 and at 28 weeks, and one that was not reached is not drawn", () => {
  expect(bands(line()).map(({ name }) => name)).toEqual(["first", "second", "third"]);
  const early = line({
    ...course,
    end: { what: "miscarriage", on: "2025-10-10", place: "" },
    afterUntil: "2026-10-10",
  });
  expect(bands(early).map(({ name }) => name)).toEqual(["first", "second"]);
  expect(weekTicks(early).map(({ n }) => n)).toEqual([0, 10]);
  expect(across(early, "2025-10-10")).toBe(720);
});

test("what is neither dated nor over has no line, and what ended without a date has its year alone", () => {
  expect(lineOf({ ...course, dating: null }, 0, 10)).toBeNull();
  const after = lineOf({ ...course, dating: null, endedElsewhere: "2026-01-01" }, 0, 10);
  expect(after).toMatchObject({ began: null, middle: 0, until: "2027-01-01" });
});

test("R121: done, missed, due and to come are told apart, and what nobody wrote down is not drawn", () => {
  const states = ["done", "missed", "declined", "due", "late", "ask", "arranged", "later"] as const;
  expect(states.map((state) => markOf({ ...slot, state }))).toEqual([
    "done",
    "missed",
    "missed",
    "due",
    "due",
    "due",
    "open",
    "open",
  ]);
  const passed: SlotView = { ...slot, state: "passed", presses: false };
  expect(markOf(passed)).toBeNull();
  expect(lanesOf([passed])).toEqual([]);
  expect(lanesOf([slot])).toEqual(["prenatal"]);
  expect(inOrder([passed, slot, { ...slot, presses: false, state: "later" }])).toHaveLength(1);
});
