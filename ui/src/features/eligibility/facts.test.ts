import { expect, test } from "vitest";
import type { PopulationView } from "../../contract/generated";
import en from "../../words/en.json";
import { isAsked, sorted } from "./facts";

function population(code: string, outcome: PopulationView["outcome"], missing: string[] = []) {
  const quiet = { verifiedBy: [], exceptionAllowed: false, why: [], twoAnswers: false };
  return { code, number: "1", outcome, missing, ...quiet };
}

test("what fits comes first, then what the fewest questions would settle", () => {
  const all = [
    population("a", "not_met"),
    population("b", "unknown", ["x", "y"]),
    population("c", "met"),
    population("d", "unknown", ["x"]),
  ];
  const { met, open, notMet } = sorted(all);
  expect([met, open, notMet].map((part) => part.map(({ code }) => code))).toEqual([
    ["c"],
    ["d", "b"],
    ["a"],
  ]);
});

test("what is worked out from the rest is no question", () => {
  expect(isAsked("any_other_pof")).toBe(false);
  expect(isAsked("ccs_enrolled")).toBe(true);
});

test("every fact that has a question has a name", () => {
  const ids = Object.keys(en);
  const asked = ids.filter((id) => id.startsWith("factAsk."));
  expect(asked.length).toBeGreaterThan(30);
  const nameless = asked.filter((id) => !ids.includes(id.replace("factAsk.", "fact.")));
  expect(nameless).toEqual([]);
});
