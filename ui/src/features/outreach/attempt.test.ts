import { expect, test } from "vitest";
import { fullAttempt, minutesOf, type AttemptFields } from "./attempt";

const form: AttemptFields = {
  method: "phone",
  outcome: "no_answer",
  day: "2026-02-03",
  time: "09:40",
  where: " the library ",
  language: "es",
  minutes: "3",
  words: "",
  again: "",
};

test("R044: an attempt is whole with how, what came of it, the day and the hour", () => {
  const whole = fullAttempt("m1", form);
  expect(whole).toMatchObject({
    method: "phone",
    minutes: 3,
    whereWords: "the library",
    again: null,
  });
  expect(new Date(whole?.at ?? 0).getMinutes()).toBe(40);
  for (const missing of [{ method: null }, { outcome: null }, { day: "" }, { time: "" }]) {
    expect(fullAttempt("m1", { ...form, ...missing })).toBeNull();
  }
});

test("minutes are whole, and no more than a working day", () => {
  expect(minutesOf("")).toBeNull();
  expect(minutesOf(" 12 ")).toBe(12);
  expect(minutesOf("1.5")).toBeUndefined();
  expect(minutesOf("601")).toBeUndefined();
  expect(fullAttempt("m1", { ...form, minutes: "ten" })).toBeNull();
});
