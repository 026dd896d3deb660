// What a person changed in a form: only that is sent, so that nothing else can be overwritten.

/** A form while it is being filled in, with what was on the screen when it was opened. */
export interface Edit<F extends object> {
  form: F;
  /** The values the person had before her eyes. */
  base: F;
  /** Their versions: sent back with the change, never fresher ones. */
  seen: string;
}

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The parts of a form that differ from what was on the screen. */
export function changedParts<F extends object>(base: F, form: F): Partial<F> {
  const changed: Partial<F> = {};
  for (const key in form) {
    if (!same(base[key], form[key])) changed[key] = form[key];
  }
  return changed;
}

/** Whether one of these parts differs: they are one field to the core, and go together. */
export function anyChanged<F extends object>(
  base: F,
  form: F,
  keys: readonly (keyof F)[],
): boolean {
  return keys.some((key) => !same(base[key], form[key]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The parts of a kept form that this version of the form still has, over the form's own. */
function fill<F extends object>(like: F, kept: Record<string, unknown>): F {
  const known = Object.entries(like).map(([key, value]) => {
    const old = kept[key];
    const fits =
      value === null || old === null
        ? key in kept
        : typeof old === typeof value && Array.isArray(old) === Array.isArray(value);
    return [key, fits ? old : value];
  });
  return { ...like, ...Object.fromEntries(known) };
}

/** Turns a kept draft back into the form it was, or null when it is not one. */
export function readEdit<F extends object>(kept: unknown, like: F): Edit<F> | null {
  if (!isObject(kept) || !isObject(kept["form"]) || !isObject(kept["base"])) return null;
  const seen = kept["seen"];
  if (typeof seen !== "string") return null;
  return { form: fill(like, kept["form"]), base: fill(like, kept["base"]), seen };
}
