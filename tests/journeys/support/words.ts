// The sentences of the screen, as the person reads them: from the same files, in either language.
import { createIntl } from "react-intl";
import en from "../../../ui/src/words/en.json";
import es from "../../../ui/src/words/es.json";
import type { Word } from "../../../ui/src/words/words";

export type Language = "en" | "es";

const intls = {
  en: createIntl({ locale: "en-US", messages: en }),
  es: createIntl({ locale: "es-US", messages: es }),
};

export function sentence(
  language: Language,
  id: Word,
  values?: Record<string, string | number>,
): string {
  return intls[language].formatMessage({ id }, values);
}

/** A text as the beginning of a pattern. */
export function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
