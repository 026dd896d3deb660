// What a line of the list says, in words.
import type { AuditLine } from "../../contract/generated";
import { isWord, type Word } from "../../words/words";

/** What it was done with. */
export function kindWord(kind: string): Word {
  const own = `audit.kind.${kind}`;
  if (isWord(own)) return own;
  const shared = `kind.${kind}`;
  return isWord(shared) ? shared : "kind.other";
}

/** What was done; a newer clinic may say more than this version knows. */
export function actionWord({ action }: AuditLine): Word {
  return action ? `audit.action.${action}` : "audit.action.other";
}

/** The first moment of a day here; none while it is not a day. */
export function dayBegins(day: string): number | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date).getTime();
}

/** The first moment after a day here: not always twenty-four hours later. */
export function dayEnds(day: string): number | null {
  const [year, month, date] = day.split("-").map(Number);
  if (!year || !month || !date) return null;
  return new Date(year, month - 1, date + 1).getTime();
}
