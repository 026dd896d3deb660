// Languages by their names, in the language of the screen.
import type { Locale } from "./dates";

/** The languages a member of the clinic is likely to speak; any other tag is shown as well. */
export const commonLanguages = [
  "en",
  "es",
  "vi",
  "zh",
  "tl",
  "ko",
  "hy",
  "ru",
  "fa",
  "ar",
  "hmn",
  "km",
  "pa",
  "pt",
  "ase",
] as const;

/** "Spanish" · "español" */
export function languageName(locale: Locale, tag: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(tag) ?? tag;
  } catch {
    // Not a language tag: what was written is all there is.
    return tag;
  }
}

/** Choices for a select: those named first, then the common ones, each once. */
export function languageOptions(
  locale: Locale,
  first: readonly (string | null | undefined)[],
): { id: string; label: string }[] {
  const tags = new Set([...first, ...commonLanguages].filter((tag) => typeof tag === "string"));
  return Array.from(tags, (id) => ({ id, label: languageName(locale, id) }));
}
