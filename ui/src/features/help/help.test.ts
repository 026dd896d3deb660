import { expect, test } from "vitest";
import type { HelpTopic } from "../../contract/generated";
import { helpPlace, marked, sorted } from "./help";

const said = (en: string, es: string) => ({ en, es });
const topic = (code: string, on: string[], es: string): HelpTopic => ({
  code,
  on,
  title: said(code, code),
  lead: said("A sentence.", es),
  points: [],
  source: "",
  toBeConfirmed: false,
});
const topics = [
  topic("billing", ["visit"], "La reclamación la hace su clínica."),
  topic("plan", ["plan", "today"], "Metas y pasos."),
];
const codes = (place: "plan" | "sync", text: string, spanish = false) => {
  const { here, others } = sorted(topics, place, text, ({ en, es }) => (spanish ? es : en));
  return { here: here.map(({ code }) => code), others: others.map(({ code }) => code) };
};

// R198, R199: guidance in place.
test("what belongs to the screen stands first", () => {
  expect(codes("plan", "")).toEqual({ here: ["plan"], others: ["billing"] });
  expect(codes("sync", "")).toEqual({ here: [], others: ["billing", "plan"] });
});

test("words are found without their accents, all of them, in the language of the screen", () => {
  expect(codes("plan", "RECLAMACION clinica", true)).toEqual({ here: [], others: ["billing"] });
  expect(codes("plan", "reclamacion")).toEqual({ here: [], others: [] });
  expect(codes("plan", "clinica pasos", true)).toEqual({ here: [], others: [] });
});

test("a member's tab is a place of its own", () => {
  expect(helpPlace({ at: "member", member: "x", tab: "consents" })).toBe("consents");
  expect(helpPlace({ at: "member", member: "x" })).toBe("timeline");
  expect(helpPlace({ at: "sync" })).toBe("sync");
});

test("a place of the screen is marked in a sentence", () => {
  expect(marked("See *Today* first.")).toEqual([
    { text: "See ", isPlace: false },
    { text: "Today", isPlace: true },
    { text: " first.", isPlace: false },
  ]);
});
