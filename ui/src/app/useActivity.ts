// The core decides when it is quiet; the screen only tells it that somebody is here, and says when
// the lock is near, so that a person who only reads can stay.
import { useCallback, useEffect, useRef, useState } from "react";
import { useTell } from "../contract/query";

/** Not more often than this. */
export const aliveEveryMs = 30_000;
/** So long before the lock it is announced. */
export const warnMinutes = 2;

/** Whether the lock is near after so many quiet milliseconds. */
export function isNear(quietMs: number, lockAfterMinutes: number): boolean {
  return Math.max(lockAfterMinutes - warnMinutes, lockAfterMinutes / 2) * 60_000 <= quietMs;
}

export interface Activity {
  locksSoon: boolean;
  stay: () => void;
}

export function useActivity(lockAfterMinutes: number): Activity {
  const { tell } = useTell("session.alive");
  const [locksSoon, setLocksSoon] = useState(false);
  const seen = useRef(0);
  const told = useRef(0);

  const tellNow = useCallback(() => {
    told.current = Date.now();
    void tell({});
  }, [tell]);
  const stay = useCallback(() => {
    seen.current = Date.now();
    setLocksSoon(false);
    if (told.current + aliveEveryMs <= seen.current) tellNow();
  }, [tellNow]);

  useEffect(() => {
    if (seen.current === 0) seen.current = Date.now();
    const kinds = ["pointerdown", "keydown", "wheel"] as const;
    for (const kind of kinds) window.addEventListener(kind, stay, { capture: true, passive: true });
    const tick = setInterval(() => {
      // What happened since the last time the core was told.
      if (told.current < seen.current && told.current + aliveEveryMs <= Date.now()) tellNow();
      setLocksSoon(isNear(Date.now() - seen.current, lockAfterMinutes));
    }, aliveEveryMs / 2);
    return () => {
      clearInterval(tick);
      for (const kind of kinds) window.removeEventListener(kind, stay, { capture: true });
    };
  }, [stay, tellNow, lockAfterMinutes]);

  return { locksSoon, stay };
}
