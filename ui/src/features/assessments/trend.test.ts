import { expect, test } from "vitest";
import type { AssessmentRow, ScoreName } from "../../contract/generated";
import { change, dots, high } from "./trend";

const score: ScoreName = { score: "total", min: 0, max: 27, bands: [], entered: false };
const strip = { width: 120, height: 60, edge: 10 };

const row = (record: string, at: number, value: number | null): AssessmentRow => ({
  record,
  instrument: "phq9",
  short: "PHQ-9",
  at,
  outcomes: [{ score: "total", value, of: 27, band: null }],
  alarmed: false,
  declined: false,
  signature: "Inés Carranza",
  visit: null,
  correctedBy: null,
  whereabouts: "at_clinic",
});

test("totals lie in order of time, and what has none is no dot", () => {
  const all = dots([row("c", 30, 27), row("b", 20, null), row("a", 10, 0)], score, strip);
  expect(all.map(({ record, x, y }) => [record, x, y])).toEqual([
    ["a", 10, 50],
    ["c", 110, 10],
  ]);
});

test("one alone stands in the middle and has not changed", () => {
  const [one] = dots([row("a", 10, 9)], score, strip);
  expect(one?.x).toBe(60);
  expect(change(one ? [one] : [])).toBeNull();
});

test("the last is compared with the first", () => {
  const went = (...values: number[]) =>
    change(
      dots(
        values.map((value, at) => row(`${at}`, at, value)),
        score,
        strip,
      ),
    );
  expect([went(16, 18, 9), went(5, 9), went(7, 3, 7)]).toEqual(["less", "more", "same"]);
});

test("more is higher", () => {
  expect(high(27, score, strip)).toBeLessThan(high(0, score, strip));
});
