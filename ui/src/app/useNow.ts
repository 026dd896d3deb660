// The clock of the screen: a slow tick, and a fresh look at everything when the day turns.
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { localDay } from "../words/dates";

const tickMs = 30_000;

/** Now, every half minute. */
export function useNow(): number {
  const client = useQueryClient();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let day = localDay(Date.now());
    const tick = setInterval(() => {
      const next = Date.now();
      setNow(next);
      if (localDay(next) === day) return;
      day = localDay(next);
      void client.invalidateQueries();
    }, tickMs);
    return () => clearInterval(tick);
  }, [client]);
  return now;
}
