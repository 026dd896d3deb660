// What a question is made of: which parts a field has, and how each is read and written.
// A field that is not here can be settled by one of the answers, not by own words.
import {
  allDomain,
  allGoalStatus,
  allHomeKind,
  allRisk,
  allSex,
  allStanding,
  allStepStatus,
  allVoicemail,
} from "../../contract/generated";

export type CodeList =
  "domain" | "goalStatus" | "homeKind" | "risk" | "sex" | "standing" | "stepStatus" | "voicemail";

export const codesOf: Record<CodeList, readonly string[]> = {
  domain: allDomain,
  goalStatus: allGoalStatus,
  homeKind: allHomeKind,
  risk: allRisk,
  sex: allSex,
  standing: allStanding,
  stepStatus: allStepStatus,
  voicemail: allVoicemail,
};

export type Part =
  | { key: string; is: "text"; word?: PartWord }
  | { key: string; is: "day"; word?: PartWord }
  | { key: string; is: "code"; list: CodeList; word?: PartWord };

type PartWord =
  | "part.herWords"
  | "part.translation"
  | "part.reason"
  | "part.words"
  | "part.say"
  | "part.dangers"
  | "part.status";

/** One value, or an object with parts. */
export type Shape = { one: Part } | { parts: readonly Part[] };

const text: Shape = { one: { key: "", is: "text" } };
const day: Shape = { one: { key: "", is: "day" } };
const code = (list: CodeList): Shape => ({ one: { key: "", is: "code", list } });
const done: Shape = {
  parts: [
    { key: "status", is: "code", list: "stepStatus", word: "part.status" },
    { key: "reason", is: "text", word: "part.reason" },
  ],
};

const shapes: Readonly<Record<string, Shape | undefined>> = {
  "goal.statement": {
    parts: [
      { key: "text", is: "text", word: "part.herWords" },
      { key: "translation", is: "text", word: "part.translation" },
    ],
  },
  "goal.progress": {
    parts: [
      { key: "status", is: "code", list: "goalStatus", word: "part.status" },
      { key: "reason", is: "text", word: "part.reason" },
    ],
  },
  "goal.domain": code("domain"),
  "goal.barrier": text,
  "goal.strength": text,
  "intervention.what": text,
  "intervention.due": day,
  "intervention.done": done,
  "task.what": text,
  "task.due": day,
  "task.done": done,
  "need.domain": code("domain"),
  "need.standing": code("standing"),
  "need.words": text,
  "need.askedOn": day,
  "plan.reviewBy": day,
  "support_person.name": text,
  "support_person.relation": text,
  "support_person.phone": text,
  "support_person.mayKnow": text,
  "member.birthDate": day,
  "member.sex": code("sex"),
  "member.pronouns": text,
  "member.risk": code("risk"),
  "member.healthPlan": text,
  "member.cin": text,
  "member.home": {
    parts: [
      { key: "kind", is: "code", list: "homeKind", word: "part.status" },
      { key: "words", is: "text", word: "part.words" },
    ],
  },
  "member.door": {
    parts: [
      { key: "say", is: "text", word: "part.say" },
      { key: "voicemail", is: "code", list: "voicemail", word: "part.status" },
      { key: "dangers", is: "text", word: "part.dangers" },
    ],
  },
};

export function shapeOf(kind: string, field: string): Shape | undefined {
  return shapes[`${kind}.${field}`];
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The text of one part of a value, "" when there is none. */
export function partOf(value: unknown, key: string): string {
  const found = key === "" ? value : isObject(value) ? value[key] : undefined;
  return typeof found === "string" ? found : "";
}

/** The value with one part changed. */
export function withPart(value: unknown, key: string, part: string): unknown {
  return key === "" ? part : { ...(isObject(value) ? value : {}), [key]: part };
}
