// A sentence that the catalogue has in both languages, in the language of the screen.
import type { Bilingual } from "../../contract/generated";
import { useWords } from "../../words/words";

export function useBoth(): (said: Bilingual) => string {
  const { locale } = useWords();
  return (said) => (locale === "es-US" ? said.es : said.en);
}
