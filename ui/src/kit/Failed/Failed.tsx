// Why something was not done, as a sentence: what failed, why, what is safe.
import type { Problem } from "../../contract/ask";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import { Banner } from "../Banner/Banner";

export function Failed({ problem }: { problem: Problem | undefined }) {
  const words = useWords();
  if (!problem) return null;
  return <Banner kind="late">{failureSentence(words, problem)}</Banner>;
}
