// What is known already, in words: what it is, what it says, when and from whom.
import type { KnownThing } from "../../contract/generated";
import { languageName } from "../../words/languages";
import { isWord, type Words } from "../../words/words";
import { answerWords, factWord, sourceWord } from "../eligibility/facts";

export interface FactWords {
  /** "Screen", "Where this person sleeps". */
  what: string;
  /** "PHQ-9: 14", "Shelter". */
  says: string;
  /** "Nov 3, 2025, a provider"; may be empty. */
  from: string;
}

function saysOf(words: Words, { fact }: KnownThing): string {
  const { what, code = "", says } = fact;
  const { say, locale } = words;
  const word = (id: string) => (isWord(id) ? say(id) : code);
  switch (what) {
    case "home":
      return word(`homeKind.${code}`);
    case "language":
      return languageName(locale, code);
    case "pregnancy":
    case "household":
      return word(`known.says.${code}`);
    case "stated":
      return answerWords(
        words,
        says.split(" ").filter((value) => value !== ""),
      );
    case "encounter":
      return `${word(`known.says.${code}`)}: ${says}`;
    case "need":
      return says === "" ? word(`domain.${code}`) : says;
    case "screening":
    case "problem":
    case "medicine":
    case "allergy":
    case "perinatal":
    case "support":
    case "programme":
    case "health_plan":
    case "outside_plan":
      return says;
  }
}

/** In words. `label` is what the catalogue calls it, in the language of the screen. */
export function factWords(words: Words, known: KnownThing, label: string | null): FactWords {
  const { what, code = "", on, source = "" } = known.fact;
  const says = saysOf(words, known);
  const named = what === "stated" ? factWord(words, code) : words.say(`known.${what}`);
  const who = what === "screening" ? source : source === "" ? "" : sourceWord(words, source);
  const day = on === undefined ? "" : words.fullDay(on);
  return {
    what: named,
    says: [label ?? "", says].filter((part) => part !== "").join(": "),
    from: [day, who].filter((part) => part !== "").join(", "),
  };
}
