// A refusal names fields; each form shows the sentence beside the field it knows.
import type { Problem } from "../contract/ask";
import { useWords } from "../words/words";

export interface FieldErrors {
  /** The sentence for a field, by its permanent id. */
  of: (path: string) => string | undefined;
  /** What no field of this form can show. */
  rest: Problem | undefined;
}

export function useFieldErrors(
  problem: Problem | undefined,
  known: readonly string[],
): FieldErrors {
  const { say } = useWords();
  const fields = problem?.code === "refused" ? problem.fields : [];
  const shown = fields.some((field) => known.includes(field.path));
  return {
    of: (path) => {
      const why = fields.find((field) => field.path === path)?.why;
      return why && say(`why.${why}`);
    },
    rest: shown ? undefined : problem,
  };
}
