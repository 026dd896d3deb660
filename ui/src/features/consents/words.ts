// What a consent says, in plain words.
import type { ConsentView, RecipientKind } from "../../contract/generated";
import type { Words } from "../../words/words";
import type { About, Saying } from "./consent";

/** A name as it stands within a sentence: "housing", but "HIV". */
export function within(name: string): string {
  const [first = "", second = ""] = name;
  return second === second.toLocaleUpperCase() ? name : first.toLocaleLowerCase() + name.slice(1);
}

export function who({ say }: Words, to: { toKind: RecipientKind | null; toName: string }): string {
  if (to.toName !== "") return to.toName;
  if (to.toKind === null) return say("consents.anybody");
  return say("consents.allOf", { kind: say(`recipientKind.${to.toKind}`) });
}

export function which({ say, list }: Words, about: readonly About[]): string {
  return list(about.map((one) => within(say(`tag.${one}`))));
}

export function sayingLine(words: Words, saying: Saying): string {
  const { say, list } = words;
  const values = { who: who(words, saying), which: which(words, saying.about) };
  if (saying.answered === "deny") return say("consents.mayNot", values);
  const what = list(saying.purposes.map((one) => within(say(`shareFor.${one}`))));
  return say("consents.mayShare", { ...values, what });
}

export function signedLine({ say, fullDay }: Words, one: ConsentView): string {
  return say("consents.signedLine", {
    who: one.signer === "" ? say(`signedBy.${one.signedBy}`) : one.signer,
    day: fullDay(one.on),
    how: within(say(`consents.how.${one.signing.how}`)),
  });
}
