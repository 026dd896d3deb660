import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NavigationContext } from "../../app/navigation";
import type { ItemAnswer, ItemView, Sheet, WeighSheet } from "../../contract/generated";
import type { Answer } from "../../contract/runtime";
import { makeWorld, show } from "../../tests/world";
import { SheetDesk } from "./SheetDesk";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const both = (en: string) => ({ en, es: en });
const item = (id: string): ItemView => ({
  item: id,
  text: `Question ${id}`,
  choices: ["Never", "Often"].map((label) => ({ code: label, label })),
  multi: false,
  exclusive: null,
  askAlone: false,
});
const sheet: Sheet = {
  name: "Rosa Elena Quiroz",
  firstName: "Rosa",
  language: "en",
  instrument: {
    instrument: "x",
    short: "X",
    title: "X",
    about: "depression",
    questions: 2,
    score: null,
    draftKeptAt: null,
  },
  edition: "1",
  attribution: "By somebody",
  whyNoText: null,
  stem: "",
  askAlone: false,
  items: [item("1"), item("2")],
  scores: [],
  protocols: [
    { rule: "safety", text: both("Danger"), title: both("Ask now"), steps: [both("Call 988")] },
  ],
  known: [],
  corrects: null,
  draft: "assessment:m1:x",
  now: 5,
};
const ok = (value: unknown): Answer => ({ ok: value, changes: [] });
const speaksOfDanger = ({ answers }: WeighSheet) =>
  answers.some(({ item: id, codes }: ItemAnswer) => id === "2" && codes?.includes("Often"));

async function desk() {
  const world = makeWorld({
    "drafts.show": () => ok({ body: null, keptAt: null }),
    "drafts.keep": () => ok({ keptAt: 6 }),
    "assessments.weigh": (body) =>
      ok({
        skipped: [],
        open: [],
        outcomes: [],
        suggestions: [],
        alerts: speaksOfDanger(body as WeighSheet) ? ["safety"] : [],
      }),
    "assessments.raise": () =>
      ok({ safety: { rule: "safety", act: "called_911", at: 6, tasks: ["t1"] } }),
    "assessments.finish": () => ok({ id: "r1" }),
  });
  const navigation = {
    screen: { at: "today" } as const,
    canGoBack: true,
    go: vi.fn<() => void>(),
    instead: vi.fn<() => void>(),
    back: vi.fn<() => void>(),
  };
  const place = { member: "m1", instrument: "x", visit: null, corrects: null };
  show(
    <NavigationContext value={navigation}>
      <SheetDesk place={place} sheet={sheet} modality={null} />
    </NavigationContext>,
    world,
  );
  await act(() => vi.advanceTimersByTimeAsync(10));
  return { world, back: navigation.back };
}

async function key(pressed: string) {
  fireEvent.keyDown(window, { key: pressed });
  await act(() => vi.advanceTimersByTimeAsync(10));
}

async function press(name: string) {
  fireEvent.click(screen.getByRole("button", { name }));
  await act(() => vi.advanceTimersByTimeAsync(10));
}

const heading = (name: string) => screen.queryByRole("heading", { name });

test("a number key answers and goes on, and every answer is kept", async () => {
  const { world } = await desk();
  await press("Begin");
  expect(heading("Question 1")).not.toBeNull();
  await key("1");
  expect(heading("Question 2")).not.toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  const kept = world.runtime.told.filter(({ name }) => name === "drafts.keep").at(-1);
  expect(JSON.stringify(kept?.body)).toContain("Never");
});

test("danger takes the place of everything until somebody says what was done", async () => {
  const { world, back } = await desk();
  await press("Begin");
  await key("1");
  await key("2");
  expect(heading("Ask now")).not.toBeNull();
  expect(screen.queryByRole("button", { name: "Sign" })).toBeNull();
  await key("1");
  expect(heading("Ask now")).not.toBeNull();
  const tell = screen.getByRole<HTMLButtonElement>("button", { name: "Done: tell the supervisor" });
  expect(tell.disabled).toBe(true);
  fireEvent.click(screen.getByRole("radio", { name: "Called 911" }));
  await press("Done: tell the supervisor");
  expect(heading("What it came to")).not.toBeNull();
  await press("Sign");
  const signed = world.runtime.told.find(({ name }) => name === "assessments.finish");
  expect(signed?.body).toMatchObject({
    safety: [{ rule: "safety", act: "called_911", tasks: ["t1"] }],
    circumstances: { company: "not_asked", interpreter: "none" },
  });
  expect(back).toHaveBeenCalledOnce();
});

test("a slip of the finger is taken back and asked again", async () => {
  await desk();
  await press("Begin");
  await key("1");
  await key("2");
  await press("A slip: ask again");
  expect(heading("Question 2")).not.toBeNull();
});
