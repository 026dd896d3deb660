import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { NavigationContext } from "../../app/navigation";
import type { Conflict, Person, Review } from "../../contract/generated";
import type { Answer } from "../../contract/runtime";
import { makeWorld, show, tuesday, type World } from "../../tests/world";
import type { Locale } from "../../words/words";
import { inOrder } from "./questions";
import { Questions } from "./Questions";
import { reviewLines } from "./review";

const day = 24 * 60 * 60_000;
const ines: Person = { staff: "s1", name: "Inés Carranza", isYou: true };
const deborah: Person = { staff: "s2", name: "Deborah Achterberg, RN", isYou: false };

const review: Review = {
  review: "r1",
  member: "m1",
  name: "Gloria Fuentes",
  kind: "task",
  title: "Call Hearthway",
  says: [{ field: "due", value: "2026-02-20", now: "2026-02-12" }],
  records: [],
  why: "out_of_scope",
  author: deborah,
  writtenAt: tuesday - 2 * day,
  receivedAt: tuesday - day,
  days: 1,
  owner: "lead",
  lead: ines,
  mayEndAs: ["taken_over", "filed"],
  mayDecide: true,
  decidedHere: null,
  seen: "{}",
};

const conflict: Conflict = {
  entity: "g1",
  kind: "goal",
  field: "barrier",
  member: "m1",
  name: "Gloria Fuentes",
  title: "Una puerta",
  startedFrom: "",
  answers: [
    { op: "a", value: "no bus", by: ines, at: tuesday - 3 * day },
    { op: "b", value: "no papers", by: deborah, at: tuesday - 2 * day },
  ],
  settledHere: false,
  maySettle: true,
};

function world(reviews: Review[], conflicts: Conflict[] = [], locale: Locale = "en-US") {
  const rows = (all: unknown[]): Answer => ({ ok: { rows: all, total: all.length }, changes: [] });
  return makeWorld(
    {
      "conflicts.list": () => rows(conflicts),
      "reviews.list": () => rows(reviews),
      "reviews.decide": () => ({ ok: {}, changes: [] }),
    },
    locale,
  );
}

function shows(around: World) {
  const navigation = {
    screen: { at: "sync" } as const,
    canGoBack: false,
    go: vi.fn<() => void>(),
    instead: vi.fn<() => void>(),
    back: vi.fn<() => void>(),
  };
  show(
    <NavigationContext value={navigation}>
      <Questions />
    </NavigationContext>,
    around,
  );
}

test("both kinds are one list, the longest waiting first", async () => {
  expect(inOrder([conflict], [review]).map(({ id }) => id)).toEqual(["g1 barrier", "r1"]);
  shows(world([review], [conflict]));
  await screen.findByRole("heading", { name: "Two answers for one question" });
  expect(screen.getByText("1 of 2")).toBeDefined();
  await userEvent.click(screen.getByRole("button", { name: "Next" }));
  expect(screen.getByRole("heading", { name: "Work to look at" })).toBeDefined();
  expect(screen.getByText("Feb 20, 2026")).toBeDefined();
  expect(screen.getByText("Feb 12, 2026")).toBeDefined();
});

test("it says who wrote it, why it was set aside, for how long, and whose it is", async () => {
  shows(world([review]));
  await screen.findByText(
    "Deborah Achterberg wrote this after the member had gone to somebody else.",
  );
  expect(
    screen.getByText(/^This has waited for one day. You lead this member’s care/),
  ).toBeDefined();
});

test("taking over and filing send what was on the screen, with the reason", async () => {
  const around = world([review]);
  shows(around);
  await userEvent.click(await screen.findByRole("button", { name: "Take it over" }));
  await userEvent.click(screen.getByRole("button", { name: "Add a reason" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Why" }), "Said twice");
  await userEvent.click(screen.getByRole("button", { name: "File it" }));
  const told = around.runtime.told.filter(({ name }) => name === "reviews.decide");
  expect(told.map(({ body }) => body)).toEqual([
    { review: "r1", seen: "{}", decision: "taken_over", words: "" },
    { review: "r1", seen: "{}", decision: "filed", words: "Said twice" },
  ]);
});

test("the two buttons look the same: no decision is recommended", async () => {
  shows(world([review]));
  const take = await screen.findByRole("button", { name: "Take it over" });
  expect(take.className).toBe(screen.getByRole("button", { name: "File it" }).className);
});

test("who may not decide sees whose it is, and no buttons", async () => {
  const lead = { ...ines, isYou: false };
  shows(world([{ ...review, mayDecide: false, lead }]));
  await screen.findByText(/Inés Carranza leads this member’s care and decides\. Until then/);
  expect(screen.queryAllByRole("button")).toEqual([]);
});

test("after three days it is the supervisor's", async () => {
  shows(world([{ ...review, days: 4, owner: "supervisor" }], [], "es-US"));
  const line = /Espera desde hace 4 días. Ya debería decidir la supervisión/;
  expect(await screen.findByText(line)).toBeDefined();
});

test("what cannot count as it is can only be filed, and says what to do", async () => {
  const unread: Review = { ...review, says: [], title: "", why: "bad_record", mayEndAs: ["filed"] };
  shows(world([unread]));
  await screen.findByText("What it says cannot be shown here.");
  expect(screen.getByText(/Ask Deborah Achterberg to enter it again/)).toBeDefined();
  expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual([
    "File it",
    "Add a reason",
  ]);
});

test("things that do not go together have their own sentence and their own answers", async () => {
  const agreed = (on: string) => ({ on, language: "es", with: "Inés Carranza" });
  const says = ["2026-01-05", "2026-01-09"].map((on) => ({
    field: "agreed",
    value: agreed(on),
    now: null,
  }));
  const mayEndAs: Review["mayEndAs"] = ["put_right", "right_as_it_is"];
  shows(world([{ ...review, kind: "plan", title: "", why: "two_plans", says, mayEndAs }]));
  await screen.findByText("Two of this member’s care plans are agreed.");
  for (const on of ["Jan 5, 2026", "Jan 9, 2026"]) expect(screen.getByText(on)).toBeDefined();
  expect(screen.getByRole("button", { name: "I have put it right" })).toBeDefined();
  expect(screen.getByRole("button", { name: "It is right as it is" })).toBeDefined();
  expect(screen.getByText(/Nothing was refused and nothing is lost/)).toBeDefined();
});

test("what is decided here waits for the clinic, without buttons", async () => {
  shows(world([{ ...review, decidedHere: "filed" }]));
  await screen.findByText("You have filed it. The clinic has not confirmed it yet.");
  expect(screen.queryAllByRole("button")).toEqual([]);
});

test("of something new, the state everything begins in is not told", () => {
  const says = [
    { field: "what", value: "Call", now: null },
    { field: "done", value: { status: "to_do" }, now: null },
    { field: "rank", value: "n", now: null },
  ];
  expect(reviewLines({ says }).map(({ field }) => field)).toEqual(["what"]);
  const again = [{ field: "done", value: { status: "to_do" }, now: { status: "done" } }];
  expect(reviewLines({ says: again })).toEqual(again);
});

test("with nothing left, both kinds are said to be none", async () => {
  shows(world([]));
  expect(await screen.findByText("There are none.")).toBeDefined();
});

test("work about somebody of whom nothing counts yet leads nowhere and can be taken over", async () => {
  shows(world([{ ...review, name: "", kind: "member", title: "", why: "lost_device" }]));
  await screen.findByText(/Somebody the clinic does not know yet/);
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.queryAllByRole("button", { name: "Take it over" })).toHaveLength(1);
});
