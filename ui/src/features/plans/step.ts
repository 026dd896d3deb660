// Between a step's (or a task's) form and what is sent: only the fields that were changed. Pure.
import { anyChanged, changedParts, type Edit } from "../../app/edit";
import type {
  OwnerView,
  StepEntry,
  StepStatus,
  StepView,
  TaskEntry,
} from "../../contract/generated";

export interface StepForm {
  what: string;
  /** A colleague's id; null for somebody else. */
  staff: string | null;
  /** Somebody else, or more exactly. */
  words: string;
  /** "" while there is none. */
  due: string;
  status: StepStatus;
  reason: string;
}

export function emptyStep(staff: string | null): StepForm {
  return { what: "", staff, words: "", due: "", status: "to_do", reason: "" };
}

export function formOfStep(
  step: Pick<StepView, "what" | "owner" | "due" | "status"> & { reason?: string },
): StepForm {
  return {
    what: step.what,
    staff: step.owner.person?.staff ?? null,
    words: step.owner.words,
    due: step.due ?? "",
    status: step.status,
    reason: step.reason ?? "",
  };
}

type Parts = Pick<StepEntry, "what" | "owner" | "due" | "status" | "reason">;

const ownerEntry = ({ staff, words }: StepForm) => ({ staff, words: words.trim() });

/** The fields the person changed. */
export function stepChange({ form, base }: Edit<StepForm>): Parts {
  const changed = changedParts(base, form);
  const parts: Parts = {};
  if (changed.what !== undefined) parts.what = changed.what.trim();
  if (anyChanged(base, form, ["staff", "words"])) parts.owner = ownerEntry(form);
  if (changed.due !== undefined) parts.due = { day: changed.due || null };
  if (anyChanged(base, form, ["status", "reason"])) {
    parts.status = form.status;
    parts.reason = form.status === "dropped" ? form.reason.trim() : "";
  }
  return parts;
}

/** A new step; null while it says nothing or nobody owns it. */
export function newStep(form: StepForm): Parts | null {
  if (form.what.trim() === "" || (form.staff === null && form.words.trim() === "")) return null;
  return {
    what: form.what.trim(),
    owner: ownerEntry(form),
    ...(form.due ? { due: { day: form.due } } : {}),
  };
}

/** A task knows no reason. */
export function taskParts({
  what,
  owner: who,
  due,
  status,
}: Parts): Omit<TaskEntry, "member" | "seen"> {
  return {
    ...(what === undefined ? {} : { what }),
    ...(who === undefined ? {} : { owner: who }),
    ...(due === undefined ? {} : { due }),
    ...(status === undefined ? {} : { status }),
  };
}

/** Who does it, as said: "You", "Mrs. Leung", "Rosa and you". */
export function ownerWords(owner: OwnerView, you: string): string {
  const person = owner.person && (owner.person.isYou ? you : owner.person.name);
  if (!person) return owner.words;
  return owner.words ? `${person}, ${owner.words}` : person;
}
