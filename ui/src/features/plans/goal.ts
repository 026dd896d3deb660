// Between a goal's form and what is sent: only the fields that were changed. Pure.
import { anyChanged, changedParts, type Edit } from "../../app/edit";
import type {
  Domain,
  GoalEntry,
  GoalStatus,
  GoalView,
  SuggestionView,
} from "../../contract/generated";

export interface GoalForm {
  text: string;
  language: string;
  translation: string;
  domain: Domain | null;
  status: GoalStatus;
  statusReason: string;
  barrier: string;
  strength: string;
  /** Steps of a suggestion, one on each line; empty for any other goal. */
  steps: string;
}

/** A goal as it is suggested: in her language, as far as the catalogue speaks it. */
export function suggestedGoal(language: string, { goal, domain, steps }: SuggestionView): GoalForm {
  const spanish = language.startsWith("es");
  return {
    ...emptyGoal(spanish ? "es" : "en"),
    text: spanish ? goal.es : goal.en,
    domain,
    steps: steps.map((step) => (spanish ? step.es : step.en)).join("\n"),
  };
}

export function emptyGoal(language: string): GoalForm {
  return {
    text: "",
    language,
    translation: "",
    domain: null,
    status: "not_started",
    statusReason: "",
    barrier: "",
    strength: "",
    steps: "",
  };
}

export function formOfGoal(goal: GoalView): GoalForm {
  return {
    ...goal.statement,
    domain: goal.domain,
    status: goal.status,
    statusReason: goal.statusReason,
    barrier: goal.barrier,
    strength: goal.strength,
    steps: "",
  };
}

function statement({ text, language, translation }: GoalForm) {
  return { text: text.trim(), language, translation: translation.trim() };
}

/** A change of a goal: the fields the person changed, with the versions she saw. */
export function goalChange(
  member: string,
  goal: string,
  { form, base, seen }: Edit<GoalForm>,
): GoalEntry {
  const changed = changedParts(base, form);
  const entry: GoalEntry = { member, goal, seen };
  if (anyChanged(base, form, ["text", "language", "translation"]))
    entry.statement = statement(form);
  if (changed.domain) entry.domain = changed.domain;
  if (anyChanged(base, form, ["status", "statusReason"])) {
    entry.status = form.status;
    entry.statusReason = form.statusReason.trim();
  }
  if (changed.barrier !== undefined) entry.barrier = changed.barrier.trim();
  if (changed.strength !== undefined) entry.strength = changed.strength.trim();
  return entry;
}

/** A new goal; null while her words or the area are missing. */
export function newGoal(member: string, form: GoalForm, suggestion?: string): GoalEntry | null {
  if (form.text.trim() === "" || form.domain === null) return null;
  return {
    member,
    seen: "",
    statement: statement(form),
    domain: form.domain,
    barrier: form.barrier.trim(),
    strength: form.strength.trim(),
    ...(suggestion === undefined ? {} : { taken: { suggestion, steps: lines(form.steps) } }),
    ...(form.status === "not_started"
      ? {}
      : { status: form.status, statusReason: form.statusReason.trim() }),
  };
}

function lines(text: string): string[] {
  const all = text.split("\n").map((line) => line.trim());
  return all.filter((line) => line !== "");
}

export function isOpen(goal: GoalView): boolean {
  return goal.status !== "reached" && goal.status !== "let_go";
}

/** The goal it comes after when it moves one up or down among the open ones; undefined at the end. */
export function afterMove(
  goals: readonly GoalView[],
  goal: string,
  by: "up" | "down",
): string | null | undefined {
  const order = goals.filter(isOpen).map((each) => each.goal);
  const at = order.indexOf(goal);
  if (at < 0) return undefined;
  if (by === "down") return at + 1 < order.length ? order[at + 1] : undefined;
  if (at === 0) return undefined;
  return order[at - 2] ?? null;
}

/** Her words between quotation marks, whatever marks they came with. */
export function quoted(text: string): string {
  return `“${text.trim().replace(/^[“”"«]+|[“”"»]+$/g, "")}”`;
}
