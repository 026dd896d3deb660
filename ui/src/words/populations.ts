// Populations of focus: the plan's number and our short word.
import { isWord, type Words } from "./words";

const numbers: Readonly<Record<string, string | undefined>> = {
  homeless_adult: "1a",
  homeless_family_youth: "1b",
  avoidable_use_adult: "2",
  avoidable_use_child: "2",
  smi_sud_adult: "3",
  smi_sud_child: "3",
  incarceration_adult: "4",
  incarceration_child: "4",
  ltc_risk_adult: "5",
  nf_transition_adult: "6",
  ccs_child: "7",
  child_welfare: "8",
  birth_equity: "9",
};

export function populationNumber(code: string): string {
  return numbers[code] ?? "";
}

/** "Homelessness"; the code itself for one of a newer catalogue. */
export function populationLabel({ say }: Pick<Words, "say">, code: string): string {
  const id = `population.${code}`;
  return isWord(id) ? say(id) : code;
}
