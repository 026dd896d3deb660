import { expect, test } from "vitest";
import * as dates from "./dates";

/** Tuesday, February 3, 2026, 9:26 am in Los Angeles. */
const now = new Date(2026, 1, 3, 9, 26).getTime();
const at = (day: number, hour: number, minute: number) =>
  new Date(2026, 1, day, hour, minute).getTime();
/** The spaces inside "9:07 a. m." do not break. */
const spaces = (text: string) => text.replaceAll("\u00a0", " ");

test("a day is never numbers only", () => {
  expect(dates.fullDay("en-US", "2026-02-03")).toBe("Feb 3, 2026");
  expect(dates.fullDay("es-US", "2026-02-03")).toBe("3 feb 2026");
});

test("inside seven days the weekday stands for the year", () => {
  expect(dates.nearDay("en-US", "2026-02-05", "2026-02-03")).toBe("Thu, Feb 5");
  expect(dates.nearDay("es-US", "2026-02-05", "2026-02-03")).toBe("jue 5 feb");
  expect(dates.nearDay("en-US", "2026-01-27", "2026-02-03")).toBe("Tue, Jan 27");
  expect(dates.nearDay("en-US", "2026-02-11", "2026-02-03")).toBe("Feb 11, 2026");
});

test("an hour has its half of the day in words", () => {
  expect(spaces(dates.clockTime("en-US", 9, 7))).toBe("9:07 am");
  expect(spaces(dates.clockTime("es-US", 9, 7))).toBe("9:07 a. m.");
  expect(spaces(dates.clockTime("en-US", 0, 0))).toBe("12:00 am");
  expect(spaces(dates.clockTime("es-US", 12, 30))).toBe("12:30 p. m.");
});

test("an instant is as short as it is clear", () => {
  expect(spaces(dates.moment("en-US", at(3, 9, 22), now))).toBe("9:22 am");
  expect(spaces(dates.moment("en-US", at(2, 17, 12), now))).toBe("Mon 5:12 pm");
  expect(spaces(dates.moment("es-US", at(2, 17, 12), now))).toBe("lun 5:12 p. m.");
  expect(spaces(dates.moment("en-US", new Date(2025, 7, 4, 15, 10).getTime(), now))).toBe(
    "Aug 4, 2025, 3:10 pm",
  );
});

test("the title of a day has no year", () => {
  expect(dates.titleDay("en-US", "2026-02-03")).toBe("Tuesday, February 3");
  expect(dates.titleDay("es-US", "2026-02-03")).toBe("Martes, 3 de febrero");
});

test("a day that does not exist is no day", () => {
  expect(dates.dayParts("2026-02-30")).toBeNull();
  expect(dates.dayParts("2/3/2026")).toBeNull();
  expect(dates.dayParts("2024-02-29")).toEqual({ year: 2024, month: 2, day: 29 });
});

test("years are counted at the birthday", () => {
  expect(dates.age("1967-02-03", "2026-02-03")).toBe(59);
  expect(dates.age("1967-02-04", "2026-02-03")).toBe(58);
});

// R236 in part: days are local ones (these tests run in Los Angeles time); no claims are made yet.
test("days are counted over a change of the clocks", () => {
  expect(dates.daysBetween("2026-03-07", "2026-03-09")).toBe(2);
  expect(dates.addDays("2026-03-07", 2)).toBe("2026-03-09");
});
