import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Due } from "../contract/generated";
import { makeWorld } from "../tests/world";
import { dueGlyph, dueSentence, dueWhen } from "./due";
import { useWords, type Locale } from "./words";

/** Said on Tuesday, February 3, 2026. */
function sentence(due: Partial<Due>, locale: Locale = "en-US"): string {
  const { result } = renderHook(() => useWords(), { wrapper: makeWorld({}, locale).Around });
  const whole: Due = {
    what: "plan_review",
    words: "",
    label: null,
    by: "2026-02-05",
    time: null,
    press: "soon",
    twoAnswers: false,
    ...due,
  };
  return dueSentence(result.current, whole).replaceAll("\u00a0", " ");
}

test("what is due says what it is and by when", () => {
  expect(sentence({})).toBe("Plan review by Thu, Feb 5");
  expect(sentence({ by: "2026-02-03" })).toBe("Plan review today");
  expect(
    sentence({ what: "task", words: "Meals for Danielle", by: "2026-02-20", press: "later" }),
  ).toBe("Meals for Danielle by Feb 20, 2026");
  expect(sentence({}, "es-US")).toBe("Revisión del plan para el jue 5 feb");
});

test("what the catalogue names is said in the language of the screen", () => {
  const label = { en: "Prenatal visit, week 28", es: "Visita prenatal, semana 28" };
  const due = { what: "perinatal", label } as const;
  expect(sentence(due)).toBe("Prenatal visit, week 28 by Thu, Feb 5");
  expect(sentence(due, "es-US")).toBe("Visita prenatal, semana 28 para el jue 5 feb");
});

test("what is late says for how long", () => {
  expect(sentence({ by: "2026-01-28", press: "late" })).toBe("Plan review, 6 days late");
  expect(sentence({ what: "contact", by: "2026-01-21", press: "late" })).toBe(
    "No contact for 27 days",
  );
});

test("a visit has its hour while it is near", () => {
  expect(sentence({ what: "visit", by: "2026-02-03", time: "16:00" })).toBe("Visit today, 4:00 pm");
  expect(sentence({ what: "visit", by: "2026-02-20", time: "16:00" })).toBe("Visit Feb 20, 2026");
});

test("the shape follows how pressing it is", () => {
  const due: Due = {
    what: "task",
    words: "x",
    label: null,
    by: "2026-02-03",
    time: null,
    press: "late",
    twoAnswers: false,
  };
  expect(dueGlyph(due)).toBe("late");
  expect(dueGlyph({ ...due, press: "later" })).toBe("todo");
  const { result } = renderHook(() => useWords(), { wrapper: makeWorld().Around });
  expect(dueWhen(result.current, { ...due, press: "soon" })).toBe("today");
});
