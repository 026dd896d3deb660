// What a suggestion follows from, or a goal came from, in words.
import type { SourceView } from "../../contract/generated";
import { isWord, useWords, type Words } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { valueWord } from "../eligibility/facts";

/** "PHQ-9: 14, Nov 3" · "Housing: she sleeps in hall B, Nov 3" · "Homelessness". */
export function sourceWords(words: Words, source: SourceView, label: string | null): string {
  const { by, code, says, on } = source;
  const population = `member.population.${code}`;
  const named = {
    area: label ?? code,
    screening: "",
    population: isWord(population) ? words.say(population) : code,
  }[by];
  const said = by === "population" && says !== "" ? valueWord(words, says) : says;
  const what = [named, said].filter((part) => part !== "").join(": ");
  // A sentence goes on with its day.
  const plain = what.replace(/[.!?]+$/, "");
  const day = on === null ? "" : words.fullDay(on);
  return [plain, day].filter((part) => part !== "").join(", ");
}

export function useSourceWords(): (source: SourceView) => string {
  const words = useWords();
  const both = useBoth();
  return (source) => sourceWords(words, source, source.label && both(source.label));
}
