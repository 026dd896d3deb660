// What the core says by itself: something changed, it locked, it opened.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { invalidate, lookAgain } from "../contract/query";
import { useRuntime, type Notice } from "../contract/runtime";

/** These may be known while the satchel is locked. */
const knownWhileLocked = ["session.show", "settings.show"];

/**
 * Forgets everything about members as soon as the screen no longer shows an open satchel. Not a moment later, and so not
 * when a notice says so: by then it may have been opened again, and a screen whose answers are forgotten under it hears
 * of no change any more.
 */
export function useForgetting(isOpen: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (isOpen) return;
    client.removeQueries({
      predicate: (query) => !knownWhileLocked.includes(String(query.queryKey[0])),
    });
  }, [client, isOpen]);
}

export async function heed(client: QueryClient, notice: Notice): Promise<void> {
  switch (notice.kind) {
    case "changed":
      return invalidate(client, notice.topics);
    case "locked":
      return invalidate(client, ["session"]);
    case "opened":
    // What was said before anybody listened is not said again.
    case "heard":
      return lookAgain(client);
  }
}

export function useNotices(): void {
  const runtime = useRuntime();
  const client = useQueryClient();
  useEffect(() => runtime.notices((notice) => void heed(client, notice)), [runtime, client]);
}
