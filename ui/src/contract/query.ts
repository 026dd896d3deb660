// Reading and writing as hooks. The core is the store; this is only a cache of its answers,
// emptied topic by topic as the core says what changed, and wholly when the satchel locks.
import {
  QueryCache,
  QueryClient,
  useQuery,
  useQueryClient,
  type Query,
} from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask, problemOf, type Problem, type RequestOf, type ResponseOf } from "./ask";
import { topicsOf, type RequestName, type Topic } from "./generated";
import { useRuntime } from "./runtime";

/** A request that found the satchel locked: whoever shows the session should look again. */
async function heedLocked(client: QueryClient, error: unknown): Promise<void> {
  if (problemOf(error).code === "locked") await invalidate(client, ["session"]);
}

export function makeQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error) => void heedLocked(client, error) }),
    defaultOptions: {
      queries: {
        // The default, "online", pauses every query when the laptop has no network.
        networkMode: "always",
        retry: false,
        staleTime: Infinity,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        structuralSharing: true,
      },
    },
  });
  return client;
}

/** Whether an answer of this request may differ now. */
export function dependsOn(name: string, topics: readonly Topic[]): boolean {
  const own: Readonly<Record<string, readonly Topic[] | undefined>> = topicsOf;
  return (own[name] ?? []).some((topic) => topics.includes(topic));
}

/** Everything that is shown and meant is asked for anew. */
export async function lookAgain(
  client: QueryClient,
  isMeant: (query: Query) => boolean = () => true,
): Promise<void> {
  // A first answer that is on its way may have been made before the change, and is not asked for anew while it is: so
  // it is when it has come.
  const onTheirWay = client
    .getQueryCache()
    .findAll({ predicate: isMeant, fetchStatus: "fetching" })
    .filter(({ state }) => state.data === undefined);
  await client.invalidateQueries({ predicate: isMeant });
  await Promise.all(
    onTheirWay.map(({ queryKey }) => client.invalidateQueries({ queryKey, exact: true })),
  );
}

export async function invalidate(client: QueryClient, topics: readonly Topic[]): Promise<void> {
  if (topics.length === 0) return;
  await lookAgain(client, (query) => dependsOn(String(query.queryKey[0]), topics));
}

export interface Asked<T> {
  /** The answer; undefined for the few milliseconds until the first one. */
  data: T | undefined;
  failure: Problem | undefined;
}

/** Reads. Asked again by itself whenever one of its topics changes. */
export function useAsk<N extends RequestName>(
  name: N,
  body: RequestOf<N>,
  options: { when?: boolean } = {},
): Asked<ResponseOf<N>> {
  const runtime = useRuntime();
  const query = useQuery({
    queryKey: [name, body],
    queryFn: async () => (await ask(runtime, name, body)).value,
    enabled: options.when ?? true,
  });
  return { data: query.data, failure: query.error ? problemOf(query.error) : undefined };
}

export type Told<T> = { ok: T } | { failure: Problem };

export interface Teller<N extends RequestName> {
  /** Never rejects for a refusal: look at the answer, or show `failure`. */
  tell: (body: RequestOf<N>) => Promise<Told<ResponseOf<N>>>;
  busy: boolean;
  /** Why the last one was refused, until the next one or `forget`. */
  failure: Problem | undefined;
  forget: () => void;
}

/** Writes. What the answer says has changed is read again before `tell` resolves. */
export function useTell<N extends RequestName>(name: N): Teller<N> {
  const runtime = useRuntime();
  const client = useQueryClient();
  const [busy, setBusy] = useState(0);
  const [failure, setFailure] = useState<Problem>();
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const tell = useCallback(
    async (body: RequestOf<N>): Promise<Told<ResponseOf<N>>> => {
      setBusy((n) => n + 1);
      setFailure(undefined);
      try {
        const { value, changes } = await ask(runtime, name, body);
        await invalidate(client, changes);
        return { ok: value };
      } catch (error) {
        const why = problemOf(error);
        void heedLocked(client, error);
        if (mounted.current) setFailure(why);
        return { failure: why };
      } finally {
        if (mounted.current) setBusy((n) => n - 1);
      }
    },
    [runtime, client, name],
  );
  const forget = useCallback(() => setFailure(undefined), []);
  return { tell, busy: 0 < busy, failure, forget };
}
