// The populations of focus by their codes: the number people know them by, and their words.
import { isWord, type Words } from "../../words/words";

/** As DHCS numbers them; the two kinds of one number share it. */
const numbers: Record<string, string> = {
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

export interface Population {
  code: string;
  /** Absent for one this version does not know. */
  number: string | undefined;
  words: string;
}

export function population({ say }: Pick<Words, "say">, code: string): Population {
  const id = `member.population.${code}`;
  return {
    code,
    number: numbers[code],
    words: isWord(id) ? say(id) : say("member.population.other"),
  };
}
