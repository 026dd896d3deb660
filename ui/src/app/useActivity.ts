// The core decides when it is quiet; the screen only tells it that somebody is here.
import { useEffect } from "react";
import { useTell } from "../contract/query";

/** Not more often than this. */
export const aliveEveryMs = 30_000;

export function useActivity(): void {
  const { tell } = useTell("session.alive");
  useEffect(() => {
    let last = -Infinity;
    const here = () => {
      const now = performance.now();
      if (now - last < aliveEveryMs) return;
      last = now;
      void tell({});
    };
    const kinds = ["pointerdown", "keydown", "wheel"] as const;
    for (const kind of kinds) window.addEventListener(kind, here, { capture: true, passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, here, { capture: true });
    };
  }, [tell]);
}
