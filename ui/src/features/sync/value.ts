// A value of any field as lines a person can read, for setting two of them side by side.
import { dayParts } from "../../words/dates";
import { kindWord } from "../../words/kinds";
import { isWord, type Words } from "../../words/words";
import { factWord } from "../eligibility/facts";
import { isObject, partOf, shapeOf, type CodeList, type Part } from "./fields";
import { readSpecial } from "./special";

export interface ReadValue {
  /** The value itself; empty when there is none. */
  main: string;
  /** The language of `main`, when it is the member's own words. */
  lang?: string;
  /** Second lines: a translation, a reason, a day. */
  more: string[];
}

/** The word for a code; the code itself when it is of a newer version. */
export function codeLabel({ say }: Words, list: CodeList, value: string): string {
  const id = `${list}.${value}`;
  return isWord(id) ? say(id) : value;
}

function part(words: Words, shape: Part, value: unknown): string {
  const found = partOf(value, shape.key);
  if (found === "") return "";
  switch (shape.is) {
    case "text":
      return found;
    case "day":
      return dayParts(found) ? words.fullDay(found) : found;
    case "code":
      return codeLabel(words, shape.list, found);
  }
}

/** Ids mean nothing to a person. */
const isId = (text: string) => /^[\da-f]{8}-[\da-f]{4}-/i.test(text);

/** Anything: the words in it, days as days. */
function anything(words: Words, value: unknown): string[] {
  if (typeof value === "string") {
    if (value === "" || isId(value)) return [];
    return [dayParts(value) ? words.fullDay(value) : value];
  }
  if (typeof value === "number") return [words.number(value)];
  if (Array.isArray(value)) {
    return value.map((each) => anything(words, each).join(", ")).filter((line) => line !== "");
  }
  return isObject(value) ? Object.values(value).flatMap((each) => anything(words, each)) : [];
}

/** Under this name every kind of thing says that it was removed. */
const removedField = "deleted";

function readRemoval({ say, fullDay }: Words, value: unknown): ReadValue {
  if (value === null) return { main: say("removed.kept"), more: [] };
  const on = partOf(value, "on");
  const since = dayParts(on) ? say("conflict.since", { day: fullDay(on) }) : "";
  const more = [partOf(value, "reason"), since].filter((line) => line !== "");
  return { main: say("removed.removed"), more };
}

export function readValue(words: Words, kind: string, field: string, value: unknown): ReadValue {
  if (field === removedField) return readRemoval(words, value);
  const special = readSpecial(words, `${kind}.${field}`, value);
  if (special) return special;
  const shape = shapeOf(kind, field);
  if (shape && "one" in shape) return { main: part(words, shape.one, value), more: [] };
  if (!shape) {
    const [main = "", ...more] = anything(words, value);
    return { main, more };
  }
  const [main = "", ...more] = shape.parts.map((each) => part(words, each, value));
  const on = partOf(value, "on") || partOf(value, "since");
  if (dayParts(on)) more.push(words.say("conflict.since", { day: words.fullDay(on) }));
  const language = partOf(value, "language");
  return {
    main,
    more: more.filter((line) => line !== ""),
    ...(language === "" ? {} : { lang: language }),
  };
}

/** What a thing is called where it is asked about: in its own words, or what kind of thing it is. */
export function titleWord(words: Pick<Words, "say">, kind: string, title: string): string {
  if (title === "") return words.say(kindWord(kind));
  return kind === "stated_fact" ? factWord(words, title) : `“${title}”`;
}

/** The name of the question: "Goal, her words". */
export function questionWord({ say }: Words, kind: string, field: string): string {
  if (field === removedField) return say("field.deleted");
  const id = `field.${kind}.${field}`;
  return isWord(id) ? say(id) : field;
}
