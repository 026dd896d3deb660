// The word for a kind of thing, as the core names it.
import { isWord, type Word } from "./words";

/** "goal" → the id of "3 goals". */
export function kindCountWord(kind: string): Word {
  const id = `kindCount.${kind}`;
  return isWord(id) ? id : "kindCount.other";
}

/** "goal" → the id of "Goal"; a kind of a newer version is "Something". */
export function kindWord(kind: string): Word {
  const id = `kind.${kind}`;
  return isWord(id) ? id : "kind.other";
}
