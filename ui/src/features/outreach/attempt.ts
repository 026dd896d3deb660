// An attempt from the form to the request. Pure.
import type { AddAttempt } from "../../contract/generated";

export interface AttemptFields {
  method: string | null;
  outcome: string | null;
  /** "" while it is not a day. */
  day: string;
  /** "HH:MM", or "". */
  time: string;
  where: string;
  language: string;
  minutes: string;
  words: string;
  again: string;
}

const minutesMax = 600;

/** Whole minutes; null when nobody said; undefined when it is no such number. */
export function minutesOf(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "") return null;
  const minutes = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
  return minutes <= minutesMax ? minutes : undefined;
}

/** The request; null while something is missing. The hour is that of this computer's place. */
export function fullAttempt(member: string, form: AttemptFields): AddAttempt | null {
  const minutes = minutesOf(form.minutes);
  const { method, outcome, day, time } = form;
  if (method === null || outcome === null || day === "" || time === "") return null;
  if (minutes === undefined) return null;
  const at = new Date(`${day}T${time}:00`).getTime();
  if (Number.isNaN(at)) return null;
  return {
    member,
    method,
    outcome,
    at,
    whereWords: form.where.trim(),
    language: form.language,
    minutes,
    words: form.words.trim(),
    again: form.again === "" ? null : form.again,
  };
}
