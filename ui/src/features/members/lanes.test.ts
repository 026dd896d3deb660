import { expect, test } from "vitest";
import type { TimelineEvent, WeekOfContact } from "../../contract/generated";
import {
  across,
  byMonth,
  facts,
  months,
  spans,
  weeks,
  weekStart,
  yearFrame,
  yearWeeks,
} from "./lanes";

const today = "2026-02-03";
const frame = yearFrame(today, 84, 820);

function event(kind: TimelineEvent["kind"], day: string, more: Partial<TimelineEvent> = {}) {
  const empty = {
    until: null,
    words: "",
    detail: "",
    minutes: null,
    by: null,
    visit: null,
    label: null,
  };
  const plain = { removed: null, twoAnswers: false };
  return {
    ...empty,
    ...plain,
    kind,
    day,
    whereabouts: "at_clinic",
    ...more,
  } satisfies TimelineEvent;
}

const events = [
  event("visit", "2026-02-02", { detail: "phone", whereabouts: "in_satchel" }),
  event("visit", "2026-01-20", { detail: "in_person" }),
  event("not_held", "2025-12-01", { detail: "not_there" }),
  event("hospital_stay", "2025-09-20", { until: "2025-09-24" }),
  event("emergency", "2025-07-12"),
  event("emergency", "2024-07-12"),
];

test("a_day_lies_in_its_place_and_what_is_outside_at_the_edge", () => {
  expect(across(frame, frame.from)).toBe(84);
  expect(across(frame, today)).toBe(820);
  expect(across(frame, "2020-01-01")).toBe(84);
  expect(across(frame, "2030-01-01")).toBe(820);
});

test("the_year_has_its_twelve_firsts_of_the_month", () => {
  const all = months(frame);
  expect(all.map((month) => month.month)).toEqual([
    "2025-03",
    "2025-04",
    "2025-05",
    "2025-06",
    "2025-07",
    "2025-08",
    "2025-09",
    "2025-10",
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
  expect(all.filter((month) => month.startsYear).map((month) => month.month)).toEqual(["2026-01"]);
});

test("a_year_that_ends_in_december_shows_the_next_one_not", () => {
  expect(months(yearFrame("2026-12-31", 0, 1)).map((month) => month.month)).toHaveLength(12);
});

test("hospital_marks_know_their_nights_and_the_room_for_their_words", () => {
  const marks = spans(events, ["emergency", "hospital_stay"], frame);
  expect(marks.map((mark) => [mark.event.kind, mark.nights])).toEqual([
    ["emergency", 0],
    ["hospital_stay", 4],
  ]);
  expect(marks[0]?.room).toBeCloseTo((marks[1]?.x ?? 0) - (marks[0]?.x ?? 0));
  expect(marks[1]?.room).toBeCloseTo(frame.right - (marks[1]?.end ?? 0));
});

test("a_stay_without_an_end_goes_on_until_today", () => {
  const [stay] = spans([event("hospital_stay", "2026-02-01")], ["hospital_stay"], frame);
  expect([stay?.open, stay?.end, stay?.nights]).toEqual([true, 820, 2]);
});

test("a_pregnancy_that_began_before_the_year_is_drawn_from_its_edge", () => {
  const [span] = spans(
    [event("pregnancy", "2024-12-01", { until: "2025-08-20" })],
    ["pregnancy"],
    frame,
  );
  expect(span?.x).toBe(84);
});

test("the_strongest_contact_of_a_week_is_drawn_and_the_unsent_wears_its_stitch", () => {
  const all = weeks(events, [], today);
  expect(all).toHaveLength(yearWeeks);
  expect(all.at(-1)).toBe("unsent");
  expect(all.at(-3)).toBe("in_person");
  expect(all.at(-10)).toBe("tried");
  expect(all.filter((week) => week !== "none")).toHaveLength(3);
});

test("the_cores_thirteen_weeks_hold_over_the_record", () => {
  const rhythm: WeekOfContact[] = Array.from({ length: 13 }, () => "remote");
  const all = weeks(events, rhythm, today);
  expect(all.slice(-13)).toEqual(rhythm);
  expect(all).toHaveLength(yearWeeks);
});

test("the_last_week_is_the_seven_days_that_end_today", () => {
  expect(weekStart(yearWeeks - 1, today)).toBe("2026-01-28");
});

// R211 in part: the ED visits of one person, month by month; not of a caseload.
test("the_numbers_are_those_of_the_picture", () => {
  const rows = byMonth(events, frame);
  expect(rows[0]).toEqual({
    month: "2026-02",
    emergency: 0,
    nights: 0,
    inPerson: 0,
    remote: 1,
    tried: 0,
  });
  expect(rows.find((row) => row.month === "2025-09")?.nights).toBe(4);
  expect(rows.reduce((sum, row) => sum + row.emergency, 0)).toBe(1);
});

test("the_sentence_counts_the_year_and_not_what_was_before", () => {
  expect(facts(events, ["none", "tried", "in_person", "unsent"], frame)).toEqual({
    emergency: 1,
    stays: 1,
    lastHospital: "2025-09-24",
    contactWeeks: 2,
  });
});
