// What is typed and not yet kept, so that locking can wait for it.
import { createContext } from "react";

export class Unkept {
  readonly #flushes = new Set<() => Promise<void>>();

  /** Registers a form; returns how to leave. */
  join(flush: () => Promise<void>): () => void {
    this.#flushes.add(flush);
    return () => this.#flushes.delete(flush);
  }

  /** Keeps everything that is typed, now. */
  async flush(): Promise<void> {
    await Promise.all(Array.from(this.#flushes, (flush) => flush()));
  }
}

export const UnkeptContext = createContext(new Unkept());
