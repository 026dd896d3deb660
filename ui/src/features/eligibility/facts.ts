// Facts in words: what was asked, what was answered, and where the answer comes from.
import type { FindingView, KnownView, NeededView, PopulationView } from "../../contract/generated";
import { dayParts } from "../../words/dates";
import { isWord, type Words } from "../../words/words";
import { systemName } from "../members/systemName";

/** What a fact is called; its code where a newer list asks something this version has no word for. */
export function factWord({ say }: Pick<Words, "say">, fact: string): string {
  const id = `fact.${fact}`;
  return isWord(id) ? say(id) : fact;
}

/** The question that would settle it, as it can be read aloud. */
export function question(words: Pick<Words, "say">, fact: string): string {
  const id = `factAsk.${fact}`;
  return isWord(id) ? words.say(id) : factWord(words, fact);
}

/** One value of an answer. */
export function valueWord({ say, fullDay }: Words, value: string): string {
  if (dayParts(value)) return fullDay(value);
  const id = `factValue.${value}`;
  return isWord(id) ? say(id) : value;
}

/** An answer; of a list without anything in it, that it was none of them. */
export function answerWords(words: Words, values: readonly string[]): string {
  if (values.length === 0) return words.say("eligibility.none");
  return words.list(values.map((value) => valueWord(words, value)));
}

/** Who said so. */
export function sourceWord({ say }: Pick<Words, "say">, source: string): string {
  if (source === "record" || source === "") return say("eligibility.record");
  if (source === "self") return say("saidBy.member");
  const id = `saidBy.${source}`;
  return isWord(id) ? say(id) : systemName(source);
}

/** When and by whom. */
export function provenance(words: Words, { on, source }: KnownView): string {
  const who = sourceWord(words, source);
  if (on === null) return words.say("eligibility.bySomebody", { who });
  return words.say("eligibility.onBy", { day: words.fullDay(on), who });
}

function numberWord(words: Words, fact: string, n: number): string {
  if (fact === "age") return words.say("eligibility.years", { n });
  if (fact === "expected_nf_days_without_supports") return words.say("eligibility.days", { n });
  return words.number(n);
}

/** What is known of a finding, in words; empty where nothing is. */
export function knownWords(words: Words, { fact, known }: FindingView): string {
  const [first] = known;
  if (!first) return "";
  const [one] = first.values;
  if (one !== undefined && /^\d+$/.test(one)) return numberWord(words, fact, Number(one));
  const all = new Set(known.flatMap((each) => each.values));
  // Of a question with one answer the newest counts; a list is put together from everybody.
  const single = one === "yes" || one === "no" || one === "never" || known.length === 1;
  return answerWords(words, single ? first.values : [...all]);
}

/** What it had to be, where the answer alone does not say it. */
export function needWords({ say, fullDay }: Words, fact: string, need: NeededView): string {
  switch (need.is) {
    case "under":
      return say(fact === "age" ? "eligibility.forUnder" : "eligibility.under", { n: need.number });
    case "atLeast":
      return say(fact === "age" ? "eligibility.forFrom" : "eligibility.from", { n: need.number });
    case "someOf":
      return say("eligibility.from", { n: need.number });
    case "within":
      return say("eligibility.within", { n: need.months });
    case "inForce":
      return say("eligibility.inForce", { day: fullDay(need.from) });
    case "yes":
    case "no":
    case "oneOf":
    case "events":
    case "others":
      return "";
  }
}

export interface Sorted {
  met: PopulationView[];
  open: PopulationView[];
  notMet: PopulationView[];
}

/** Those that fit, then those with the fewest questions open, then the rest. */
export function sorted(populations: readonly PopulationView[]): Sorted {
  const of = (outcome: PopulationView["outcome"]) =>
    populations.filter((population) => population.outcome === outcome);
  const open = of("unknown").toSorted((one, other) => one.missing.length - other.missing.length);
  return { met: of("met"), open, notMet: of("not_met") };
}

/** What no person answers by itself: it is worked out from the rest. */
export function isAsked(fact: string): boolean {
  return fact !== "any_other_pof" && fact !== "effective_from";
}
