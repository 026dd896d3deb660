// The seam between the screen and what it runs in. Everything the screen can do to the world
// goes through here, so that the same screen runs in the window and in a test browser.
import { createContext, useContext } from "react";
import type { Failure, Topic } from "./generated";

/** What the core says to a request: a value and what it changed, or why not. */
export type Answer = { ok: unknown; changes: Topic[] } | { failure: Failure };

/** What the core says by itself; and, from the runtime, that it is heard from now on. */
export type Notice =
  | { kind: "changed"; topics: Topic[] }
  | { kind: "locked"; why: string }
  | { kind: "opened" }
  | { kind: "heard" };

export interface Runtime {
  /** One request to the core. Rejects only when the core itself cannot be reached. */
  ask(name: string, body: unknown): Promise<Answer>;
  /** Calls the listener for everything the core has to say by itself; returns how to stop. */
  notices(listener: (notice: Notice) => void): () => void;
}

export const RuntimeContext = createContext<Runtime | null>(null);

export function useRuntime(): Runtime {
  const runtime = useContext(RuntimeContext);
  if (!runtime) throw new Error("no runtime around this component");
  return runtime;
}
