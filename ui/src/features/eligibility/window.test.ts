import { expect, test } from "vitest";
import { fullest, monthsBefore } from "./window";

test("months count back to the same day, or to the last there is", () => {
  expect(monthsBefore("2026-11-22", 12)).toBe("2025-11-22");
  expect(monthsBefore("2026-08-31", 6)).toBe("2026-02-28");
  expect(monthsBefore("2024-02-29", 12)).toBe("2023-02-28");
  expect(monthsBefore("2026-01-15", 1)).toBe("2025-12-15");
});

test("the six months slide inside the year", () => {
  const days = ["2025-12-01", "2026-01-05", "2026-03-15", "2026-10-01", "2025-01-01"];
  expect(fullest(days, "2026-11-22")).toEqual({
    from: "2025-11-22",
    to: "2026-03-15",
    most: 3,
    looked: "2025-11-22",
  });
  expect(fullest([], "2026-11-22").most).toBe(0);
});
