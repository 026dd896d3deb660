// The name of a language in the language of the screen.
import type { Locale } from "./dates";

/** "es-US" → "Spanish" · "español"; the code itself when nobody knows its name. */
export function languageName(locale: Locale, code: string): string {
  try {
    const [base = code] = code.split("-");
    return new Intl.DisplayNames([locale], { type: "language" }).of(base) ?? code;
  } catch {
    return code;
  }
}
