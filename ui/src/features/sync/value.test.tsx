import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeWorld } from "../../tests/world";
import { useWords } from "../../words/words";
import { partOf, shapeOf, withPart } from "./fields";
import { readValue } from "./value";

const words = () => renderHook(() => useWords(), { wrapper: makeWorld().Around }).result.current;

test("her words keep their language, and the translation comes under them", () => {
  const value = { text: "Caminar", language: "es", translation: "To walk" };
  expect(readValue(words(), "goal", "statement", value)).toEqual({
    main: "Caminar",
    lang: "es",
    more: ["To walk"],
  });
});

test("a code is read as its word, a day as a day", () => {
  const progress = { status: "stuck", reason: "No bus", on: "2026-01-05" };
  expect(readValue(words(), "goal", "progress", progress)).toEqual({
    main: "Stuck",
    more: ["No bus", "since Jan 5, 2026"],
  });
  expect(readValue(words(), "intervention", "due", "2026-03-01").main).toBe("Mar 1, 2026");
});

test("a value of a newer version is still shown, without ids", () => {
  const value = { staff: "01920000-0000-7000-8000-000000000001", words: "Rosa and you" };
  expect(readValue(words(), "intervention", "owner", value)).toEqual({
    main: "Rosa and you",
    more: [],
  });
});

test("nothing is nothing", () => {
  expect(readValue(words(), "goal", "barrier", null)).toEqual({ main: "", more: [] });
});

test("own words change one part and leave the others", () => {
  const value = { status: "moving", reason: "" };
  expect(withPart(value, "reason", "She found a bus")).toEqual({
    status: "moving",
    reason: "She found a bus",
  });
  expect(withPart("old", "", "new")).toBe("new");
  expect(partOf(value, "status")).toBe("moving");
});

test("her order is settled by one of the answers, never typed", () => {
  expect(shapeOf("goal", "rank")).toBeUndefined();
});

test("what a lead steers is read as where it has come to", () => {
  const stages = [
    { stage: "assigned", on: "2026-01-05", reason: "" },
    { stage: "graduated", on: "2026-03-01", reason: "All goals met" },
  ];
  expect(readValue(words(), "episode", "stages", stages)).toEqual({
    main: "Graduated",
    more: ["since Mar 1, 2026", "All goals met"],
  });
});

test("a visit is read as when and where, never as codes", () => {
  const appointment = {
    type: "visit",
    modality: "in_person",
    place: "shelter",
    whereWords: "hall B",
    day: "2026-02-10",
    time: "09:00",
    staff: "Inés Carranza",
  };
  expect(readValue(words(), "visit", "appointment", appointment)).toEqual({
    main: "Feb 10, 2026, 09:00",
    more: ["Visit", "Shelter", "hall B", "Inés Carranza"],
  });
});

test("the services of a note and a decision have their words", () => {
  expect(readValue(words(), "note", "services", ["outreach", "coordination"]).main).toBe(
    "Outreach and engagement and Care coordination",
  );
  expect(readValue(words(), "review", "done", { status: "filed", words: "Said twice" })).toEqual({
    main: "File it",
    more: ["Said twice"],
  });
});
