import { expect, test } from "vitest";
import { enrolProblems, fingerprintDigits, ready } from "./enrol";

const words = { say: (id: string) => id };
const whole = {
  address: "https://clinic.example:8443",
  fingerprint: `${"ab:".repeat(31)}ab `,
  code: "K7QM-2XRT",
  passphrase: "four words not together",
  again: "four words not together",
};

test("colons and spaces in a fingerprint do no harm", () => {
  expect(fingerprintDigits("AB:CD ef-01\n")).toBe("ABCDef01");
  expect(ready(enrolProblems(words, whole))).toBe(true);
});

test("each thing that is missing is named at its field", () => {
  expect(enrolProblems(words, { ...whole, code: " ", again: "other" })).toEqual({
    code: "enrol.missing",
    again: "enrol.notSame",
  });
});
