// How she asked to be reached, and it was granted: it stands before every number and address of hers.
import type { ContactOtherwise } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { useWords, type Words } from "../../words/words";

/** Each thing the rule says, in plain words. */
export function contactLines({ say, list }: Words, rule: ContactOtherwise): string[] {
  const { phone = "", address = "", never = [], words = "", confidential } = rule;
  const ways = list(never.map((way) => say(`contactWay.${way}`)));
  return [
    phone && say("rights.onlyPhone", { phone }),
    address && say("rights.lettersTo", { address }),
    0 < never.length && say("rights.never", { ways }),
    confidential && say("rights.confidentialLine"),
    words,
  ].filter((line): line is string => Boolean(line));
}

export function ContactRule({ rule }: { rule: ContactOtherwise | null }) {
  const words = useWords();
  if (rule === null) return null;
  return (
    <Banner kind="due">
      <b>{words.say("rights.asked")}</b>
      {contactLines(words, rule).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Banner>
  );
}

/** Whether this number may be called; the core says the same where it chooses one. */
export function mayCall(rule: ContactOtherwise | null, number: string): boolean {
  if (rule === null) return true;
  const digits = (text: string) => text.replaceAll(/\D/g, "");
  const only = (rule.phone ?? "").trim();
  return !(rule.never ?? []).includes("phone") && (only === "" || digits(only) === digits(number));
}
