// What is said of somebody who is met, from the form to the request. Pure.
import type { Said } from "../../contract/generated";

export interface MeetForm {
  given: string;
  family: string;
  called: string;
  /** "" while it is not a day. */
  birthDate: string;
  cin: string;
  phone: string;
  place: string;
}

export const nobody: MeetForm = {
  given: "",
  family: "",
  called: "",
  birthDate: "",
  cin: "",
  phone: "",
  place: "",
};

export const meetAbout = { about: "member:new", member: null };

export function saidOf({ birthDate, ...words }: MeetForm): Said {
  return { ...words, birthDate: birthDate === "" ? null : birthDate };
}

/** A name, or how one would know her: less is nobody. */
export function hasName({ given, family, called }: MeetForm): boolean {
  return [given, family, called].some((part) => part.trim() !== "");
}

/** Whether enough was said to look for somebody. */
export function mayLook(form: MeetForm): boolean {
  return hasName(form) || form.cin.trim() !== "";
}
