import { act, fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NavigationContext } from "../../app/navigation";
import type { GoalView, NoteDraft, Visit } from "../../contract/generated";
import type { Answer } from "../../contract/runtime";
import { makeWorld, show, tuesday } from "../../tests/world";
import type { Locale } from "../../words/words";
import { VisitDesk } from "./VisitDesk";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const you = { staff: "s1", name: "Inés Carranza", isYou: true };
const goal: GoalView = {
  goal: "g1",
  statement: { text: "Volver a dormir.", language: "es", translation: "To sleep again." },
  domain: "mental",
  status: "moving",
  statusReason: "",
  statusOn: null,
  barrier: "",
  strength: "",
  from: null,
  steps: [],
  twoAnswers: [],
  whereabouts: "at_clinic",
  seen: "v1",
};
const startedAt = tuesday - 20 * 60_000;
const visit: Visit = {
  visit: "v1",
  member: "m1",
  name: "Rosa Elena Quiroz",
  firstName: "Rosa",
  language: "es",
  appointment: {
    type: "visit",
    modality: "in_person",
    place: "shelter",
    whereWords: "Casa Abril shelter",
    day: "2026-02-03",
    time: "09:00",
    staff: you,
  },
  status: { is: "under_way", since: startedAt, draftKeptAt: null },
  door: "",
  goals: [goal],
  draft: { narrative: "", services: [], goals: [] },
  draftKeptAt: null,
  notes: [],
  maySign: true,
  twoAnswers: false,
  seen: "v2",
};

/** A note of these words, as it is kept. */
const kept = (narrative: string) => ({
  about: "visit:v1",
  member: "m1",
  body: JSON.stringify({ narrative, services: [], goals: [] }),
});

const ok = (value: unknown): Answer => ({ ok: value, changes: [] });

async function desk(before: NoteDraft | null = null, locale: Locale = "en-US") {
  const world = makeWorld(
    {
      "drafts.show": () =>
        ok({ body: before && JSON.stringify(before), keptAt: before && tuesday }),
      "drafts.keep": () => ok({ keptAt: tuesday }),
      "drafts.drop": () => ok({}),
      "visits.list": () => ok({ rows: [], total: 0 }),
      "assessments.list": () => ok({ due: [], instruments: [], rows: [], maySign: true }),
      "today.show": () => ok({ drafts: [] }),
      "session.show": () => ok({ name: "Inés Carranza" }),
      "visits.sign": () => ok({ id: "r1" }),
    },
    locale,
  );
  const back = vi.fn<() => void>();
  const navigation = {
    screen: { at: "visit", member: "m1", visit: "v1" } as const,
    canGoBack: true,
    go: vi.fn<() => void>(),
    instead: vi.fn<() => void>(),
    back,
  };
  const page = show(
    <NavigationContext value={navigation}>
      <VisitDesk visit={visit} startedAt={startedAt} />
    </NavigationContext>,
    world,
  );
  await act(() => vi.advanceTimersByTimeAsync(10));
  const notes = () =>
    world.runtime.told.filter((told) => told.name === "drafts.keep").map((told) => told.body);
  return { ...page, world, notes, back };
}

const note = () => screen.getByRole<HTMLTextAreaElement>("textbox", { name: /Note|Nota/ });
const type = (value: string) => fireEvent.change(note(), { target: { value } });
const toSign = () =>
  fireEvent.click(within(screen.getByRole("navigation")).getByRole("button", { name: /sign/ }));
const wait = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test("what_is_typed_is_kept_within_a_second", async () => {
  const { notes } = await desk();
  type("Saw Rosa.");
  await wait(1_000);
  expect(notes()).toEqual([kept("Saw Rosa.")]);
  expect(screen.getByText(/Draft, kept 9:26/)).toBeDefined();
});

test("leaving_the_note_keeps_it_at_once", async () => {
  const { notes } = await desk();
  type("Half a sen");
  fireEvent.blur(note());
  await wait(0);
  expect(notes().at(-1)).toEqual(kept("Half a sen"));
});

test("pause_keeps_the_note_before_it_goes_back", async () => {
  const { notes, back } = await desk();
  type("Until the door rings");
  fireEvent.click(screen.getByRole("button", { name: "Pause" }));
  await wait(0);
  expect(notes().at(-1)).toEqual(kept("Until the door rings"));
  expect(back).toHaveBeenCalledOnce();
});

test("closing_the_page_loses_nothing", async () => {
  const { notes, unmount } = await desk();
  type("The lid was shut");
  unmount();
  await wait(0);
  expect(notes().at(-1)).toEqual(kept("The lid was shut"));
});

test("the_kept_note_is_back_after_a_crash", async () => {
  await desk({ narrative: "Before the crash", services: ["coordination"], goals: [] });
  expect(note().value).toBe("Before the crash");
});

test("a_ticked_goal_begins_a_sentence_that_goes_with_its_tick", async () => {
  await desk();
  const tick = () => fireEvent.click(screen.getByRole("checkbox", { name: /worked on this/ }));
  tick();
  expect(note().value).toBe("Goal 1, “To sleep again”: ");
  tick();
  expect(note().value).toBe("");
});

test("the_sentence_is_in_the_language_of_the_screen", async () => {
  await desk(null, "es-US");
  fireEvent.click(screen.getByRole("checkbox"));
  expect(note().value).toBe("Meta 1, “Volver a dormir”: ");
});

test("what_is_signed_is_what_was_read", async () => {
  const read: NoteDraft = { narrative: "Saw Rosa.", services: ["coordination"], goals: ["g1"] };
  const { world } = await desk(read);
  toSign();
  expect(screen.getByRole("article", { name: "What will be signed" }).textContent).toContain(
    "Saw Rosa.",
  );
  fireEvent.click(screen.getByRole("button", { name: "Sign the note" }));
  await wait(10);
  const signed = world.runtime.told.find((told) => told.name === "visits.sign");
  expect(signed?.body).toEqual({ visit: "v1", draft: read });
  expect(world.runtime.count("drafts.drop")).toBe(1);
});

test("a_note_without_a_service_says_so_and_is_not_signed", async () => {
  await desk({ narrative: "Saw Rosa.", services: [], goals: [] });
  toSign();
  expect(screen.getByText("No service is chosen.")).toBeDefined();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Sign the note" }).disabled).toBe(
    true,
  );
});
