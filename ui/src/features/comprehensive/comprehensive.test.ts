import { expect, test } from "vitest";
import type { AreaView, ComprehensiveSheet, KnownFact } from "../../contract/generated";
import {
  answers,
  begin,
  countSaid,
  deferRest,
  isSaid,
  isTaken,
  placeAfter,
  placeBefore,
  readForm,
  say,
  stand,
  theEnd,
  toggleFact,
  type ComprehensiveForm,
} from "./comprehensive";

const today = "2026-02-10";
const shelter: KnownFact = { what: "home", code: "shelter", says: "", of: "m1" };

function area(code: string): AreaView {
  const label = { en: code, es: code };
  return {
    area: code,
    group: "life",
    domain: "housing",
    label,
    ask: label,
    published: true,
    known: [],
    last: null,
  };
}

const sheet: ComprehensiveSheet = {
  name: "Rosa Elena Quiroz",
  firstName: "Rosa",
  language: "es",
  groups: [],
  areas: [area("housing"), area("food"), area("oral")],
  corrects: null,
  draft: "d",
  now: 1,
  today,
};

const begun = begin(sheet, "in_person", null);
const nothing = { stands: null, findings: "", until: "", on: today } as const;
const of = (form: ComprehensiveForm, code: string) =>
  form.areas.find((each) => each.area === code) ?? { ...nothing, facts: [], area: code };

test("r056 an area counts when it has an answer and nothing is missing in it", () => {
  expect(countSaid(begun.areas)).toBe(0);
  const need = stand(begun, "housing", "assessed", today);
  expect(isSaid(of(need, "housing"))).toBe(false);
  const found = say(need, "housing", { findings: "She sleeps in hall B." }, today);
  expect(isSaid(of(found, "housing"))).toBe(true);
  const none = stand(found, "food", "no_need", today);
  const later = stand(none, "oral", "deferred", today);
  expect(of(later, "oral").until).toBe("2026-03-12");
  expect(countSaid(later.areas)).toBe(3);
  const past = say(later, "oral", { until: today }, today);
  expect(countSaid(past.areas)).toBe(2);
});

test("r060 what is known is taken over by one press, says enough for a need, and is let go again", () => {
  const taken = say(
    stand(begun, "housing", "assessed", today),
    "housing",
    { facts: toggleFact(of(begun, "housing"), shelter) },
    today,
  );
  expect(isTaken(of(taken, "housing"), shelter)).toBe(true);
  expect(isSaid(of(taken, "housing"))).toBe(true);
  expect(toggleFact(of(taken, "housing"), shelter)).toEqual([]);
});

test("r056 the rest is put off by one press, and what was said stays as it was", () => {
  const said = stand(begun, "food", "declined", today);
  const whole = deferRest(said, "2026-03-12", today);
  expect(answers(whole.areas)).toEqual([
    {
      area: "housing",
      stands: "deferred",
      findings: "",
      facts: [],
      on: today,
      until: "2026-03-12",
    },
    { area: "food", stands: "declined", findings: "", facts: [], on: today },
    {
      area: "oral",
      stands: "deferred",
      findings: "",
      facts: [],
      on: today,
      until: "2026-03-12",
    },
  ]);
});

test("what was kept is read again, and what nobody knows is left out", () => {
  const said = say(begun, "housing", { findings: "A car.", facts: [shelter] }, today);
  const kept: unknown = JSON.parse(
    JSON.stringify({ ...said, at: "oral", strengths: "Her sister." }),
  );
  const read = readForm(kept, begun);
  expect([read?.at, read?.strengths, read && of(read, "housing").findings]).toEqual([
    "oral",
    "Her sister.",
    "A car.",
  ]);
  expect(read && of(read, "housing").facts).toEqual([shelter]);
  const odd = readForm({ at: "x", areas: [{ area: "moon" }, 7] }, begun);
  expect(odd?.areas.map((each) => each.area)).toEqual(["housing", "food", "oral"]);
  expect(readForm("nothing", begun)).toBeNull();
});

test("one goes through the areas in order and comes to the end", () => {
  expect(placeAfter(begun, "housing")).toBe("food");
  expect(placeAfter(begun, "oral")).toBe(theEnd);
  expect(placeBefore(begun, theEnd)).toBe("oral");
  expect(placeBefore(begun, "housing")).toBeUndefined();
});
