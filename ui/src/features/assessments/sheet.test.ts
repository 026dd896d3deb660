import { expect, test } from "vitest";
import type { ItemView, Sheet } from "../../contract/generated";
import {
  answersNow,
  answerTo,
  beginSheet,
  choose,
  circumstances,
  enteredScores,
  openAlert,
  placeAfter,
  placeBefore,
  places,
  readSheet,
} from "./sheet";

const item = (id: string, more: Partial<ItemView> = {}): ItemView => ({
  item: id,
  text: `Question ${id}`,
  choices: ["a", "b", "none"].map((code) => ({ code, label: code })),
  multi: false,
  exclusive: null,
  askAlone: false,
  ...more,
});

const sheet: Sheet = {
  name: "Rosa Elena Quiroz",
  firstName: "Rosa",
  language: "es",
  instrument: {
    instrument: "x",
    short: "X",
    title: "X",
    about: "depression",
    questions: 3,
    score: null,
    draftKeptAt: null,
  },
  edition: "1",
  attribution: "",
  whyNoText: null,
  stem: "",
  askAlone: true,
  items: [item("1"), item("2", { multi: true, exclusive: "none" }), item("3", { askAlone: true })],
  scores: [{ score: "total", min: 0, max: 30, bands: [], entered: true }],
  protocols: [],
  known: [
    { item: "1", codes: ["a"], from: "r1", short: "PHQ-2", at: 1, signature: "Inés Carranza" },
  ],
  corrects: null,
  draft: "assessment:m1:x",
  now: 5,
};

const begun = beginSheet(sheet, "phone");

test("r060 a sheet begins with what is known and as the visit is held", () => {
  expect(answerTo(begun, "1")).toEqual({ item: "1", codes: ["a"], from: "r1" });
  expect([begun.how, begun.language, begun.interpreter]).toEqual(["phone", "es", "asker"]);
  expect(answerTo(choose(begun, item("1"), "b"), "1")).toEqual({ item: "1", codes: ["b"] });
});

test("an answer that goes with no other takes the others away", () => {
  const [, several = item("2")] = sheet.items;
  const codes = (form: typeof begun) => answerTo(form, "2")?.codes;
  const two = choose(choose(begun, several, "a"), several, "b");
  expect(codes(two)).toEqual(["a", "b"]);
  expect(codes(choose(two, several, "none"))).toEqual(["none"]);
  expect(codes(choose(choose(two, several, "none"), several, "b"))).toEqual(["b"]);
  expect(codes(choose(choose(begun, several, "a"), several, "a"))).toBeUndefined();
});

test("who is not alone is not asked what is to be asked alone", () => {
  const all = (form: typeof begun) => places(sheet, form, []);
  expect(all({ ...begun, company: "alone" })).toEqual(["how", "scores", "1", "2", "3", "end"]);
  const together = { ...choose(begun, item("3"), "a"), company: "accompanied" as const };
  expect(all(together)).toEqual(["how", "scores", "1", "2", "end"]);
  expect(answersNow(sheet, together).map((answer) => answer.item)).toEqual(["1"]);
  const whole = { ...sheet, items: sheet.items.map((each) => ({ ...each, askAlone: true })) };
  expect(places(whole, together, ["2"])).toEqual(["how", "scores", "1", "3", "end"]);
});

test("one goes forth and back over what is asked, also from a place that is gone", () => {
  const all = ["how", "1", "3", "end"];
  expect([placeAfter(all, "1"), placeAfter(all, "end"), placeAfter(all, "2")]).toEqual([
    "3",
    "end",
    "how",
  ]);
  expect([placeBefore(all, "3"), placeBefore(all, "how")]).toEqual(["1", undefined]);
});

test("only a whole number within its range is a score", () => {
  const scores = (total: string) => enteredScores(sheet, { ...begun, entered: { total } });
  expect([scores(" 12 "), scores("31"), scores("1.5"), scores("")]).toEqual([
    { total: 12 },
    {},
    {},
    {},
  ]);
});

test("an alert is open until somebody has said what was done", () => {
  expect(openAlert(begun, ["safety"])).toBe("safety");
  const safety = [{ rule: "safety", act: "called_988" as const, at: 1 }];
  expect(openAlert({ ...begun, safety }, ["safety"])).toBeUndefined();
});

test("nothing is signed before it is known who could hear", () => {
  expect(circumstances(sheet, begun)).toBeNull();
  expect(circumstances({ ...sheet, askAlone: false }, begun)?.company).toBe("not_asked");
});

test("a kept sheet comes back, and what is none does not", () => {
  const kept: unknown = JSON.parse(JSON.stringify({ ...begun, at: "2", company: "alone" }));
  expect(readSheet(kept, begun)).toEqual({ ...begun, at: "2", company: "alone" });
  expect(readSheet({ at: "2", answers: "all" }, begun)).toBeNull();
  expect(readSheet({ at: "2", answers: [], how: 7 }, begun)?.how).toBe("phone");
});
