import { expect, test } from "vitest";
import { dayBegins, dayEnds, kindWord } from "./lines";

test("a day goes from its first moment to that of the next, also when clocks change", () => {
  for (const day of ["2026-02-10", "2026-03-08", "2026-11-01", "2026-12-31"]) {
    const [from, to] = [dayBegins(day) ?? 0, dayEnds(day) ?? 0];
    expect(new Date(from).getHours()).toBe(0);
    expect(new Date(to).getHours()).toBe(0);
    expect(new Date(to - 1).getDate()).toBe(new Date(from).getDate());
  }
  expect(dayBegins("")).toBeNull();
  expect(dayEnds("")).toBeNull();
});

test("a kind has the list's own word, the record's word, or none", () => {
  expect(kindWord("pull")).toBe("audit.kind.pull");
  expect(kindWord("goal")).toBe("kind.goal");
  expect(kindWord("of next year")).toBe("kind.other");
});
