// A form that is never lost: what is typed is kept in the vault within a second, and at once when
// the field is left, the page is hidden or the satchel locks.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useContext, useEffect, useRef, useState } from "react";
import { ask, problemOf, type Problem } from "../contract/ask";
import { invalidate } from "../contract/query";
import { useRuntime } from "../contract/runtime";
import { UnkeptContext } from "./flush";

/** A pause in typing this long is kept. */
export const pauseMs = 400;
/** Without a pause it is kept at least this often. */
export const longestMs = 1_000;

export interface Draft<T> {
  value: T;
  set: (value: T) => void;
  /** Keeps what is typed, now. Fields call it when they are left. */
  flush: () => Promise<void>;
  /** Takes the draft away: it was saved, or thrown away. */
  drop: (next?: T) => Promise<void>;
  /** When it was last kept, milliseconds; null before. */
  keptAt: number | null;
  /** Why the last try to keep it did not succeed. */
  problem: Problem | undefined;
  /** False until the kept draft, if any, was read. */
  ready: boolean;
}

export interface About {
  /** The draft's place: "visit:<id>", "goal:<id>", "goal:new:<member>", or a form's own name. */
  about: string;
  member: string | null;
}

/** `read` turns a kept text back into the form, or null when it is not one. */
export function useDraft<T>(
  { about, member }: About,
  initial: T,
  read: (kept: unknown) => T | null,
): Draft<T> {
  const runtime = useRuntime();
  const client = useQueryClient();
  const unkept = useContext(UnkeptContext);
  const [value, setValue] = useState(initial);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const [problem, setProblem] = useState<Problem>();
  const [ready, setReady] = useState(false);
  const pending = useRef<{ value: T; since: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const keeping = useRef<Promise<void>>(Promise.resolve());
  const reader = useRef(read);
  useEffect(() => {
    reader.current = read;
  }, [read]);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const typed = pending.current;
    if (typed) {
      pending.current = null;
      const keep = async () => {
        try {
          const body = JSON.stringify(typed.value);
          const told = await ask(runtime, "drafts.keep", { about, member, body });
          setKeptAt(told.value.keptAt);
          setProblem(undefined);
          void invalidate(client, told.changes);
        } catch (error) {
          // Still unkept: the next pause tries again, unless something newer was typed.
          pending.current ??= typed;
          setProblem(problemOf(error));
        }
      };
      // One after another, so that an older text can never replace a newer one.
      keeping.current = keeping.current.then(keep);
    }
    await keeping.current;
  }, [runtime, client, about, member]);

  const set = useCallback(
    (next: T) => {
      setValue(next);
      const now = Date.now();
      const since = pending.current?.since ?? now;
      pending.current = { value: next, since };
      clearTimeout(timer.current);
      const wait = Math.max(0, Math.min(pauseMs, since + longestMs - now));
      timer.current = setTimeout(() => void flush(), wait);
    },
    [flush],
  );

  const drop = useCallback(
    async (next?: T) => {
      clearTimeout(timer.current);
      pending.current = null;
      await keeping.current;
      try {
        const { changes } = await ask(runtime, "drafts.drop", { about });
        setKeptAt(null);
        void invalidate(client, changes);
      } catch (error) {
        setProblem(problemOf(error));
      }
      if (next !== undefined) setValue(next);
    },
    [runtime, client, about],
  );

  useEffect(() => {
    let wanted = true;
    const load = async () => {
      try {
        const { value: kept } = await ask(runtime, "drafts.show", { about });
        if (!wanted || pending.current) return;
        const form = kept.body === null ? null : reader.current(parse(kept.body));
        if (form !== null) setValue(form);
        setKeptAt(kept.keptAt);
      } catch (error) {
        if (wanted) setProblem(problemOf(error));
      } finally {
        if (wanted) setReady(true);
      }
    };
    void load();
    return () => {
      wanted = false;
    };
  }, [runtime, about]);

  useEffect(() => {
    const leave = unkept.join(flush);
    const hidden = () => void flush();
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", hidden);
    return () => {
      leave();
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", hidden);
      void flush();
    };
  }, [unkept, flush]);

  return { value, set, flush, drop, keptAt, problem, ready };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
