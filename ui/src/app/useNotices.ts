// What the core says by itself: something changed, it locked, it opened.
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { invalidate } from "../contract/query";
import { useRuntime, type Notice } from "../contract/runtime";

/** These may be known while the satchel is locked. */
const knownWhileLocked = ["session.show", "settings.show"];

/** Forgets everything about members. */
export function forget(client: QueryClient): void {
  client.removeQueries({
    predicate: (query) => !knownWhileLocked.includes(String(query.queryKey[0])),
  });
}

export async function heed(client: QueryClient, notice: Notice): Promise<void> {
  switch (notice.kind) {
    case "changed":
      return invalidate(client, notice.topics);
    case "locked":
      await invalidate(client, ["session"]);
      return forget(client);
    case "opened":
      return client.invalidateQueries();
  }
}

export function useNotices(): void {
  const runtime = useRuntime();
  const client = useQueryClient();
  useEffect(() => runtime.notices((notice) => void heed(client, notice)), [runtime, client]);
}
