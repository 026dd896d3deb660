import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { NavigationContext, type Screen } from "../../app/navigation";
import type { GoalView, Plan } from "../../contract/generated";
import { invalidate } from "../../contract/query";
import type { Answer } from "../../contract/runtime";
import { makeWorld, show } from "../../tests/world";
import { PlanScreen } from "./PlanScreen";

const you = { staff: "s1", name: "Inés Carranza", isYou: true };

function goalOf(goal: string, text: string, more: Partial<GoalView> = {}): GoalView {
  return {
    goal,
    statement: { text, language: "es", translation: `${text} in English` },
    domain: "housing",
    status: "moving",
    statusReason: "",
    statusOn: null,
    barrier: "no photo ID",
    strength: "",
    from: null,
    steps: [],
    twoAnswers: [],
    whereabouts: "at_clinic",
    seen: `seen ${goal}`,
    ...more,
  };
}

const plan: Plan = {
  member: "m1",
  name: "Rosa Elena Quiroz",
  firstName: "Rosa",
  language: "es",
  agreedOn: "2025-11-07",
  agreedLanguage: "es",
  agreedWith: you,
  reviewBy: "2026-02-05",
  reviewDaysLeft: 2,
  goals: [goalOf("g1", "Una puerta"), goalOf("g2", "Dormir")],
  needs: [],
  areas: [],
  tasks: [],
  staff: [you],
  mayChange: true,
  twoAnswers: [],
  seen: "p",
};

/** Presses the first, second … button of that name. */
function press(name: string, at: number): void {
  const button = screen.getAllByRole("button", { name })[at];
  if (!button) throw new Error("no such button");
  fireEvent.click(button);
}

const ok = (value: unknown, changes: "plans"[] = []): Answer => ({ ok: value, changes });

async function planScreen(first: Plan = plan) {
  let now = first;
  const world = makeWorld({
    "plans.show": () => ok(now),
    "today.show": () => ok({ drafts: [] }),
    "drafts.show": () => ok({ body: null, keptAt: null }),
    "drafts.keep": () => ok({ keptAt: 1 }),
    "drafts.drop": () => ok({}),
    "goals.put": () => ok({ id: "g1" }, ["plans"]),
    "things.remove": () => {
      now = { ...now, goals: now.goals.slice(1) };
      return ok({}, ["plans"]);
    },
    "things.put_back": () => {
      now = first;
      return ok({}, ["plans"]);
    },
    "goals.move": () => {
      now = { ...now, goals: now.goals.toReversed() };
      return ok({}, ["plans"]);
    },
  });
  const go = vi.fn<(screen: Screen) => void>();
  const navigation = {
    screen: { at: "plan", member: "m1" } as const,
    canGoBack: false,
    go,
    instead: vi.fn<() => void>(),
    back: vi.fn<() => void>(),
  };
  show(
    <NavigationContext value={navigation}>
      <PlanScreen member="m1" />
    </NavigationContext>,
    world,
  );
  await screen.findByRole("heading", { name: "Care plan" });
  const arrives = async (next: Plan) => {
    now = next;
    await act(() => invalidate(world.client, ["plans"]));
  };
  const sent = (name: string) =>
    world.runtime.told.filter((told) => told.name === name).map((told) => told.body);
  return { world, arrives, sent, go };
}

test("a_change_is_sent_with_what_was_on_the_screen_when_the_form_was_opened", async () => {
  const { arrives, sent } = await planScreen();
  press("Change", 0);
  fireEvent.change(await screen.findByRole("textbox", { name: "In the way" }), {
    target: { value: "the list is full" },
  });
  // Meanwhile a colleague's words for the same goal arrive.
  const theirs = goalOf("g1", "Una puerta", { seen: "fresher", strength: "she asks herself" });
  await arrives({ ...plan, goals: [theirs, goalOf("g2", "Dormir")] });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(sent("goals.put")).toEqual([
      { member: "m1", goal: "g1", seen: "seen g1", barrier: "the list is full" },
    ]),
  );
});

test("a_goal_is_removed_with_a_reason_and_put_back_at_once", async () => {
  const { sent } = await planScreen();
  press("Change", 0);
  fireEvent.click(await screen.findByRole("button", { name: "Remove from the record" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Why should it not be here?" }), {
    target: { value: "another member's" },
  });
  fireEvent.click(screen.getByRole("button", { name: "Remove it" }));
  await screen.findByText("Removed: Una puerta");
  expect(sent("things.remove")).toEqual([
    {
      member: "m1",
      kind: "goal",
      id: "g1",
      seen: "seen g1",
      reason: "another member's",
      steps: [],
    },
  ]);
  fireEvent.click(screen.getByRole("button", { name: "Put it back" }));
  await waitFor(() => expect(screen.queryByText("Removed: Una puerta")).toBeNull());
  expect(sent("things.put_back")).toEqual([{ member: "m1", id: "g1" }]);
  expect(document.querySelector('[data-goal="g1"]')).not.toBeNull();
});

test("a_form_that_changed_nothing_sends_nothing", async () => {
  const { sent } = await planScreen();
  press("Change", 0);
  fireEvent.click(await screen.findByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Save" })).toBeNull());
  expect(sent("goals.put")).toEqual([]);
});

test("a_goal_moves_by_a_button_and_the_focus_goes_with_it", async () => {
  const { sent } = await planScreen();
  press("Move up", 1);
  await screen.findByText("This goal is now number 1 of 2");
  expect(sent("goals.move")).toEqual([{ member: "m1", goal: "g2", after: null, seen: "seen g2" }]);
  await waitFor(() => expect(document.activeElement?.textContent).toBe("Move down"));
  expect(document.activeElement?.closest("[data-goal]")?.getAttribute("data-goal")).toBe("g2");
});

test("her_own_words_come_first_and_say_their_language", async () => {
  await planScreen();
  expect(screen.getByText("“Una puerta”").getAttribute("lang")).toBe("es");
  expect(screen.getByText("Una puerta in English")).toBeDefined();
});

test("a_field_with_two_answers_leads_to_where_they_are_settled", async () => {
  const two = goalOf("g1", "Una puerta", { twoAnswers: ["barrier"] });
  const { go } = await planScreen({ ...plan, goals: [two] });
  fireEvent.click(screen.getByRole("link", { name: "Two answers" }));
  expect(go).toHaveBeenCalledWith({ at: "sync" });
});

test("arrow_keys_walk_round_the_wheel_and_open_an_area", async () => {
  await planScreen();
  const wheel = screen.getByRole("listbox");
  fireEvent.keyDown(wheel, { key: "ArrowRight" });
  fireEvent.keyDown(wheel, { key: "ArrowLeft" });
  const chosen = within(wheel).getByRole("option", { selected: true });
  expect(chosen.getAttribute("aria-label")).toBe("Housing, to ask");
  expect(screen.getByText("Nobody has asked yet. That is not a no.")).toBeDefined();
});
