// The parts of a visit as a line, and how far each has got. Pure.
import type { NoteDraft } from "../../contract/generated";

export const allParts = ["door", "goals", "ask", "note", "next", "sign"] as const;
export type Part = (typeof allParts)[number];

export interface PartsKnown {
  draft: NoteDraft;
  /** How many assessments were signed in this visit. */
  asked: number;
  /** Whether another visit is planned. */
  hasNext: boolean;
}

/** Whether there is nothing left to do in a part. Signing is never done while this is shown. */
export function isDone(part: Part, { draft, asked, hasNext }: PartsKnown): boolean {
  switch (part) {
    case "door":
      return true;
    case "goals":
      return 0 < draft.goals.length;
    case "ask":
      return 0 < asked;
    case "note":
      return draft.narrative.trim() !== "" && 0 < draft.services.length;
    case "next":
      return hasNext;
    case "sign":
      return false;
  }
}

export function before(part: Part): Part | undefined {
  return allParts[allParts.indexOf(part) - 1];
}

export function after(part: Part): Part | undefined {
  return allParts[allParts.indexOf(part) + 1];
}
