import { expect, test } from "vitest";
import type { GoalView, StepView } from "../../contract/generated";
import { afterMove, emptyGoal, formOfGoal, goalChange, newGoal } from "./goal";
import { emptyStep, formOfStep, newStep, ownerWords, stepChange, taskParts } from "./step";

const goal: GoalView = {
  goal: "g1",
  statement: {
    text: "Quiero una puerta que se cierre con llave.",
    language: "es",
    translation: "I want a door that locks.",
  },
  domain: "housing",
  status: "moving",
  statusReason: "",
  statusOn: "2026-01-12",
  barrier: "no photo ID",
  strength: "",
  from: null,
  steps: [],
  twoAnswers: [],
  whereabouts: "at_clinic",
  seen: "v1",
};

const base = formOfGoal(goal);
const edit = (part: Partial<typeof base>) => ({ base, form: { ...base, ...part }, seen: "v1" });

test("a_goal_sends_only_what_was_changed_with_the_versions_that_were_seen", () => {
  expect(goalChange("m", "g1", edit({ barrier: "none " }))).toEqual({
    member: "m",
    goal: "g1",
    seen: "v1",
    barrier: "none",
  });
  expect(goalChange("m", "g1", edit({}))).toEqual({ member: "m", goal: "g1", seen: "v1" });
});

test("her_words_go_with_their_language_and_translation", () => {
  expect(goalChange("m", "g1", edit({ translation: "A door that locks." })).statement).toEqual({
    ...goal.statement,
    translation: "A door that locks.",
  });
});

test("a_status_goes_with_its_reason", () => {
  const { status, statusReason, statement } = goalChange(
    "m",
    "g1",
    edit({ statusReason: "list is full" }),
  );
  expect([status, statusReason, statement]).toEqual(["moving", "list is full", undefined]);
});

// R006 in part: no goal without an area.
test("a_new_goal_needs_her_words_and_an_area", () => {
  const empty = emptyGoal("es");
  expect(newGoal("m", { ...empty, text: "Volver a dormir." })).toBeNull();
  expect(newGoal("m", { ...empty, text: " Volver a dormir.", domain: "mental" })).toEqual({
    member: "m",
    seen: "",
    statement: { text: "Volver a dormir.", language: "es", translation: "" },
    domain: "mental",
    barrier: "",
    strength: "",
  });
});

test("a_goal_moves_among_the_open_ones_only", () => {
  const of = (id: string, status: GoalView["status"] = "moving") => ({ ...goal, goal: id, status });
  const goals = [of("a"), of("b"), of("c"), of("z", "reached")];
  expect(afterMove(goals, "b", "up")).toBeNull();
  expect(afterMove(goals, "c", "up")).toBe("a");
  expect(afterMove(goals, "a", "down")).toBe("b");
  expect(afterMove(goals, "a", "up")).toBeUndefined();
  expect(afterMove(goals, "c", "down")).toBeUndefined();
  expect(afterMove(goals, "z", "up")).toBeUndefined();
});

const step: StepView = {
  intervention: "i1",
  what: "Replace her ID",
  owner: { person: { staff: "s1", name: "Inés Carranza", isYou: true }, words: "" },
  due: "2026-02-03",
  status: "to_do",
  doneOn: null,
  reason: "",
  press: "soon",
  twoAnswers: [],
  whereabouts: "at_clinic",
  seen: "v7",
};

test("a_step_sends_only_what_was_changed", () => {
  const was = formOfStep(step);
  const change = (part: Partial<typeof was>) =>
    stepChange({ base: was, form: { ...was, ...part }, seen: "v7" });
  expect(change({})).toEqual({});
  expect(change({ due: "" })).toEqual({ due: { day: null } });
  expect(change({ words: "with Rosa" })).toEqual({ owner: { staff: "s1", words: "with Rosa" } });
  expect(change({ status: "dropped", reason: "moved away" })).toEqual({
    status: "dropped",
    reason: "moved away",
  });
  expect(taskParts(change({ status: "dropped", reason: "moved away" }))).toEqual({
    status: "dropped",
  });
});

test("a_new_step_needs_words_and_an_owner", () => {
  expect(newStep({ ...emptyStep(null), what: "Ride to the clinic" })).toBeNull();
  expect(newStep({ ...emptyStep("s1"), what: "Ride to the clinic" })).toEqual({
    what: "Ride to the clinic",
    owner: { staff: "s1", words: "" },
  });
});

test("an_owner_is_said_as_a_person_says_it", () => {
  expect(ownerWords(step.owner, "You")).toBe("You");
  expect(ownerWords({ person: null, words: "Hearthway" }, "You")).toBe("Hearthway");
  expect(ownerWords({ ...step.owner, words: "with Rosa" }, "You")).toBe("You, with Rosa");
});
