// This computer's clock and the clinic's, when they are apart. It decides nothing; a person may want to set it.
import type { Sync } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { useWords, type Words } from "../../words/words";
import css from "./SyncScreen.module.css";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** "12 minutes", "3 hours", "400 days": as exact as it matters. */
export function spanOf({ say }: Words, millis: number): string {
  if (millis < 2 * hourMs) return say("span.minutes", { n: Math.round(millis / minuteMs) });
  if (millis < 2 * dayMs) return say("span.hours", { n: Math.round(millis / hourMs) });
  return say("span.days", { n: Math.round(millis / dayMs) });
}

export function Clock({ sync: { clockAhead, damaged, overdue } }: { sync: Sync }) {
  const words = useWords();
  // One banner a screen: what waits for a day comes first, then what is damaged.
  if (clockAhead === null || overdue || 0 < damaged.length) return null;
  const span = spanOf(words, Math.abs(clockAhead));
  return (
    <div className={css.notice}>
      <Banner kind="quiet">
        {words.say(0 < clockAhead ? "sync.clockAhead" : "sync.clockBehind", { span })}
      </Banner>
    </div>
  );
}
