// A form over something that may change meanwhile: it remembers what was on the screen when it
// was opened, also over a crash, and says which parts the person changed.
import { useCallback, useState } from "react";
import type { Problem } from "../contract/ask";
import { readEdit, same, type Edit } from "./edit";
import { useDraft, type About } from "./useDraft";

export interface Editing<F extends object> extends Edit<F> {
  put: (part: Partial<F>) => void;
  isChanged: boolean;
  flush: () => Promise<void>;
  /** Throws away what was typed, here and in the vault. */
  drop: () => Promise<void>;
  keptAt: number | null;
  problem: Problem | undefined;
  /** False for the few milliseconds until a kept draft was looked for. */
  ready: boolean;
}

export function useEdit<F extends object>(about: About, base: F, seen: string): Editing<F> {
  // Only what was on the screen when the form was opened counts, whatever arrives meanwhile.
  const [opened] = useState<Edit<F>>(() => ({ form: base, base, seen }));
  const draft = useDraft(about, opened, (kept) => readEdit(kept, opened.form));
  const { set, drop: dropDraft } = draft;
  const now = draft.value;
  const put = useCallback(
    (part: Partial<F>) => set({ ...now, form: { ...now.form, ...part } }),
    [set, now],
  );
  const drop = useCallback(() => dropDraft(opened), [dropDraft, opened]);
  return {
    ...now,
    put,
    isChanged: !same(now.base, now.form),
    flush: draft.flush,
    drop,
    keptAt: draft.keptAt,
    problem: draft.problem,
    ready: draft.ready,
  };
}
