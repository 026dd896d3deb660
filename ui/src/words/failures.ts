// From a failure's code to its sentence.
import type { Problem } from "../contract/ask";
import type { Words } from "./words";

/** The sentence for a failure, with the few values it needs. */
export function failureSentence(words: Words, problem: Problem): string {
  switch (problem.code) {
    case "weak_passphrase":
      return words.say("failure.weak_passphrase", {
        characters: problem.characters,
        words: problem.words,
      });
    case "wrong_pin":
      return words.say("failure.wrong_pin", { n: problem.left });
    case "too_soon":
      return words.say("failure.too_soon", { n: problem.minutes });
    case "enrolled_already":
      return words.say("failure.enrolled_already", { lead: problem.lead || "none" });
    case "refused": {
      const [first] = problem.fields;
      return first ? words.say(`why.${first.why}`) : words.say("failure.refused");
    }
    case "bad_request":
      return words.say("failure.bad_request", { what: problem.what });
    case "defect":
      return words.say("failure.defect", { reference: problem.reference });
    default:
      return words.say(`failure.${problem.code}`);
  }
}
