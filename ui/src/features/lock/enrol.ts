// What the enrolment form can see for itself, before the clinic is asked.
import type { Words } from "../../words/words";

export interface EnrolForm {
  address: string;
  fingerprint: string;
  code: string;
  passphrase: string;
  again: string;
}

type Problems = Partial<Record<keyof EnrolForm, string>>;

/** Letters and numbers of a fingerprint, without what people write between them. */
export function fingerprintDigits(text: string): string {
  return text.replaceAll(/[\s:-]/g, "");
}

export function enrolProblems({ say }: Pick<Words, "say">, form: EnrolForm): Problems {
  const problems: Problems = {};
  for (const name of ["address", "fingerprint", "code", "passphrase", "again"] as const) {
    if (form[name].trim() === "") problems[name] = say("enrol.missing");
  }
  const digits = fingerprintDigits(form.fingerprint);
  if (digits !== "" && digits.length !== 64) {
    problems.fingerprint = say("enrol.badFingerprint", { n: digits.length });
  }
  if (form.again !== "" && form.again !== form.passphrase) problems.again = say("enrol.notSame");
  return problems;
}

export function ready(problems: Problems): boolean {
  return Object.keys(problems).length === 0;
}
