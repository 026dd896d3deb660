import { renderHook, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import type { Sync } from "../../contract/generated";
import { makeWorld, show, tuesday } from "../../tests/world";
import { useWords, type Locale } from "../../words/words";
import { spanOf } from "./Clock";
import { Damaged } from "./Damaged";
import { triesSentence, waitingSentence } from "./exchange";
import { Nudge } from "./Nudge";

const minute = 60_000;
const hour = 60 * minute;

function wordsIn(locale: Locale) {
  return renderHook(() => useWords(), { wrapper: makeWorld({}, locale).Around }).result.current;
}

const rested: Sync = {
  now: { is: "resting" },
  unsent: 5,
  unsentSince: tuesday - 28 * hour,
  unsentKinds: [
    { kind: "note", n: 3 },
    { kind: "task", n: 1 },
  ],
  overdue: true,
  auditFork: false,
  onTheWay: 0,
  unsentItems: [],
  parkedItems: [],
  decidedItems: [],
  damaged: [],
  receivedToday: 0,
  receivedItems: [],
  lastCompleteAt: null,
  lastTriedAt: tuesday - 2 * minute,
  lastProblem: { code: "clinic_unreachable" },
  nextTryAt: tuesday + 3 * minute,
  clockAhead: null,
  twoAnswers: 0,
  people: 11,
};

test("what waits is said in the things people count in, and since when", () => {
  expect(waitingSentence(wordsIn("en-US"), rested)).toBe(
    "3 notes and 1 task not yet at the clinic since Mon 5:26\u00a0am.",
  );
  expect(waitingSentence(wordsIn("es-US"), rested)).toBe(
    "Aún sin llegar a la clínica: 3 notas y 1 tarea, desde lun 5:26\u00a0a.\u00a0m.",
  );
  expect(waitingSentence(wordsIn("en-US"), { ...rested, unsentSince: null })).toBeUndefined();
});

test("a kind of a newer version is counted too", () => {
  const sync = { ...rested, unsentKinds: [{ kind: "photograph", n: 2 }] };
  expect(waitingSentence(wordsIn("en-US"), sync)).toContain("2 other things");
});

test("the next try is said, and one that is due is not said as if it were past", () => {
  const words = wordsIn("en-US");
  expect(triesSentence(words, rested)).toBe(
    "Last tried 9:24\u00a0am. Next try 9:29\u00a0am, or as soon as the network is back.",
  );
  expect(triesSentence(words, { ...rested, nextTryAt: tuesday })).toBe(
    "Last tried 9:24\u00a0am. Next try in a moment.",
  );
  expect(triesSentence(words, { ...rested, nextTryAt: null })).toBe("Last tried 9:24\u00a0am.");
});

test("a difference of clocks is as exact as it matters", () => {
  const words = wordsIn("en-US");
  const spans = [6 * minute, 119 * minute, 26 * hour, 400 * 24 * hour];
  expect(spans.map((span) => spanOf(words, span))).toEqual([
    "6 minutes",
    "119 minutes",
    "26 hours",
    "400 days",
  ]);
});

test("after a day there is a word and a button, and before it there is neither", async () => {
  const world = makeWorld({ "sync.show": () => ({ ok: rested, changes: [] }) });
  const { unmount } = show(<Nudge />, world);
  await screen.findByText(/3 notes and 1 task/);
  screen.getByRole("button", { name: "Send now" }).click();
  await waitFor(() => expect(world.runtime.count("sync.now")).toBe(1));
  unmount();

  const fresh = { ...rested, overdue: false };
  const early = makeWorld({ "sync.show": () => ({ ok: fresh, changes: [] }) });
  show(<Nudge />, early);
  await waitFor(() => expect(early.runtime.count("sync.show")).toBe(1));
  expect(screen.queryByRole("button")).toBeNull();
});

test("a note that came damaged is said, by person, in both languages", async () => {
  const calm = { ...rested, overdue: false };
  const damaged = [{ member: "m1", name: "Ana Ruiz", n: 2 }];
  show(<Damaged sync={{ ...calm, damaged }} />, makeWorld({}));
  await screen.findByText(/2 signed notes of Ana Ruiz came damaged from the clinic\./);
  expect(wordsIn("es-US").say("sync.damaged", { name: "Ana Ruiz", n: 1 })).toBe(
    "Una nota firmada de Ana Ruiz llegó dañada de la clínica.",
  );
});
