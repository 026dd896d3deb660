import { expect, test } from "vitest";
import { dayFrom, isNoDay, typedFrom } from "./day";

test("three fields make a day", () => {
  expect(dayFrom({ month: "3", day: "9", year: "1967" })).toBe("1967-03-09");
  expect(typedFrom("1967-03-09")).toEqual({ month: "3", day: "9", year: "1967" });
});

test("half a day is not a day, and not yet wrong", () => {
  const half = { month: "3", day: "9", year: "19" };
  expect(dayFrom(half)).toBe("");
  expect(isNoDay(half)).toBe(false);
});

test("February 30 is wrong", () => {
  expect(isNoDay({ month: "2", day: "30", year: "1967" })).toBe(true);
});
