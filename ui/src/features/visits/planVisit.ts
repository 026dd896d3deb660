// Between the form that plans a visit and what is sent. Pure.
import type {
  AppointmentType,
  AppointmentView,
  Modality,
  Place,
  PlanVisit,
} from "../../contract/generated";

export interface PlanForm {
  type: AppointmentType;
  modality: Modality;
  place: Place;
  whereWords: string;
  /** "" while there is none. */
  day: string;
  time: string;
  /** "" for the person who is here. */
  staff: string;
}

/** Where its draft is kept. */
export function planAbout(member: string): string {
  return `plan-visit:${member}`;
}

/** As the last one was, on a day to be chosen. */
export function emptyPlan(like?: AppointmentView): PlanForm {
  return {
    type: like && like.type !== "outreach" ? like.type : "visit",
    modality: like?.modality ?? "in_person",
    place: like?.place ?? "home",
    whereWords: like?.whereWords ?? "",
    day: "",
    time: "",
    staff: "",
  };
}

export type PlanProblem = "day_missing" | "day_past";

export function planProblem(form: PlanForm, today: string): PlanProblem | undefined {
  if (form.day === "") return "day_missing";
  return form.day < today ? "day_past" : undefined;
}

/** A call has no place: it is remote, and nobody has to find it. */
export function planEntry(member: string, form: PlanForm): PlanVisit {
  const inPerson = form.modality === "in_person";
  return {
    member,
    type: form.type,
    modality: form.modality,
    place: inPerson ? form.place : "remote",
    whereWords: inPerson ? form.whereWords.trim() : "",
    day: form.day,
    time: form.time || null,
    ...(form.staff ? { staff: form.staff } : {}),
  };
}
