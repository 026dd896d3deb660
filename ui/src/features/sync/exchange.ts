// How the exchange with the clinic stands, in one sentence that is true.
import type { Sync } from "../../contract/generated";
import { failureSentence } from "../../words/failures";
import { kindCountWord } from "../../words/kinds";
import type { Words } from "../../words/words";

export function exchangeSentence(words: Words, sync: Sync): string {
  const { say } = words;
  switch (sync.now.is) {
    case "sending":
      return say("sync.sending");
    case "receiving":
      return say("sync.receiving");
    case "carrying":
      return say("sync.carrying");
    case "resting":
      break;
  }
  if (sync.lastProblem) return failureSentence(words, sync.lastProblem);
  if (sync.lastCompleteAt === null) return say("sync.never");
  return 0 < sync.unsent ? say("sync.waiting") : say("sync.all");
}

/** "3 notes and 1 task not yet at the clinic since Tue 2:02 pm."; nothing when the clinic has everything. */
export function waitingSentence(words: Words, sync: Sync): string | undefined {
  return sentenceOf(words, sync, "sync.notYetSince");
}

/** "3 notes and 1 task since Tue 2:02 pm.": the same under a heading that says where they are not. */
export function waitingShortly(words: Words, sync: Sync): string | undefined {
  return sentenceOf(words, sync, "sync.since");
}

function sentenceOf(
  { say, list, moment }: Words,
  { unsentKinds, unsentSince }: Sync,
  sentence: "sync.notYetSince" | "sync.since",
): string | undefined {
  if (unsentSince === null) return undefined;
  const things = unsentKinds.map(({ kind, n }) => say(kindCountWord(kind), { n }));
  return say(sentence, { what: list(things), when: moment(unsentSince) });
}

/** "Last tried 2:07 pm. Next try 2:09 pm.": when it went wrong, and when it is tried again by itself. */
export function triesSentence({ say, moment, now }: Words, sync: Sync): string {
  const tries = [];
  if (sync.lastTriedAt !== null) {
    tries.push(say("sync.lastTried", { when: moment(sync.lastTriedAt) }));
  }
  if (sync.nextTryAt !== null) {
    tries.push(
      sync.nextTryAt <= now()
        ? say("sync.nextTrySoon")
        : say("sync.nextTry", { when: moment(sync.nextTryAt) }),
    );
  }
  return tries.join(" ");
}

/** "1.2 MB", "4 kB": decimal, as people count. */
export function sizeOf({ locale }: Pick<Words, "locale">, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1000), "kB"] : [bytes / 1e6, "MB"];
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)} ${unit}`;
}
