import { expect, test } from "vitest";
import { tuesday } from "../../tests/world";
import { minutesUntil } from "./line";

test("minutes are counted to the hour of today", () => {
  expect(minutesUntil("09:46", tuesday)).toBe(20);
  expect(minutesUntil("09:00", tuesday)).toBe(-26);
});
