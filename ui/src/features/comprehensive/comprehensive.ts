// The comprehensive assessment while it is filled in: where one is, what was said, what is open. Pure.
import {
  allAnsweredBy,
  allAreaStanding,
  allAskedHow,
  allInterpreter,
  type AnsweredBy,
  type AreaAnswer,
  type AreaStanding,
  type AreaView,
  type AskedHow,
  type Circumstances,
  type ComprehensiveSheet,
  type Interpreter,
  type KnownFact,
} from "../../contract/generated";
import { addDays } from "../../words/dates";

/** An area's code, or the end. */
export type Place = string;
export const theEnd: Place = "end";
/** Where a member's half-filled one is found, and what it is called among the instruments. */
export const comprehensive = "comprehensive";

/** What was said of an area so far; it stands for nothing until somebody has chosen how. */
export interface AreaForm {
  area: string;
  stands: AreaStanding | null;
  findings: string;
  facts: KnownFact[];
  /** "" while it is no day. */
  until: string;
  on: string;
}

export interface ComprehensiveForm {
  at: Place;
  areas: AreaForm[];
  strengths: string;
  barriers: string;
  how: AskedHow;
  language: string;
  interpreter: Interpreter;
  answeredBy: AnsweredBy;
  /** The visit it was begun in. */
  visit: string | null;
  /** Why a signed one is put right. */
  reason: string;
  startedAt: number;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | null {
  return all.find((each) => each === value) ?? null;
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

function readFact(value: unknown): KnownFact[] {
  // A fact is kept as the core gave it; one that is not looked like one is left out.
  if (!isObject(value) || typeof value["what"] !== "string") return [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the core checks it when it is signed
  return [value as unknown as KnownFact];
}

function readArea(value: unknown): AreaForm[] {
  if (!isObject(value) || typeof value["area"] !== "string") return [];
  const facts = Array.isArray(value["facts"]) ? value["facts"] : [];
  return [
    {
      area: value["area"],
      stands: oneOf(allAreaStanding, value["stands"]),
      findings: text(value["findings"]),
      facts: facts.flatMap(readFact),
      until: text(value["until"]),
      on: text(value["on"]),
    },
  ];
}

/** A kept draft as a form again, over one that was just begun; null when it is not one. */
export function readForm(kept: unknown, begun: ComprehensiveForm): ComprehensiveForm | null {
  if (!isObject(kept) || !Array.isArray(kept["areas"]) || typeof kept["at"] !== "string") {
    return null;
  }
  const said = kept["areas"].flatMap(readArea);
  const known = (area: AreaForm) => said.find((each) => each.area === area.area) ?? area;
  const { startedAt, visit, language } = kept;
  return {
    at: kept["at"],
    areas: begun.areas.map(known),
    strengths: text(kept["strengths"]),
    barriers: text(kept["barriers"]),
    how: oneOf(allAskedHow, kept["how"]) ?? begun.how,
    language: typeof language === "string" ? language : begun.language,
    interpreter: oneOf(allInterpreter, kept["interpreter"]) ?? begun.interpreter,
    answeredBy: oneOf(allAnsweredBy, kept["answeredBy"]) ?? begun.answeredBy,
    visit: typeof visit === "string" ? visit : begun.visit,
    reason: text(kept["reason"]),
    startedAt: typeof startedAt === "number" ? startedAt : begun.startedAt,
  };
}

/** One about which nobody has spoken yet; or what was signed, when it is put right. */
export function begin(sheet: ComprehensiveSheet, how: AskedHow, visit: string | null) {
  const { corrects, today } = sheet;
  const language = sheet.language ?? "en";
  const signed = (area: AreaView): AreaForm => {
    const answer = corrects?.areas.find((each) => each.area === area.area);
    return {
      area: area.area,
      stands: answer?.stands ?? null,
      findings: answer?.findings ?? "",
      facts: answer?.facts ?? [],
      until: answer?.until ?? "",
      on: answer?.on ?? today,
    };
  };
  const as = corrects?.circumstances;
  const form: ComprehensiveForm = {
    at: sheet.areas[0]?.area ?? theEnd,
    areas: sheet.areas.map(signed),
    strengths: corrects?.strengths ?? "",
    barriers: corrects?.barriers ?? "",
    how: as?.how ?? how,
    language: as?.language ?? language,
    interpreter: as?.interpreter ?? (language === "en" ? "none" : "asker"),
    answeredBy: as?.answeredBy ?? "member",
    visit,
    reason: "",
    startedAt: corrects?.startedAt ?? sheet.now,
  };
  return form;
}

/** Whether an area is spoken about, and nothing is missing in what was said. */
export function isSaid({ stands, findings, facts, until, on }: AreaForm): boolean {
  if (stands === null) return false;
  if (stands === "deferred") return on < until;
  return stands !== "assessed" || findings.trim() !== "" || 0 < facts.length;
}

export function countSaid(areas: readonly AreaForm[]): number {
  return areas.filter(isSaid).length;
}

/** Says something of an area, today. */
export function say(
  form: ComprehensiveForm,
  area: string,
  part: Partial<AreaForm>,
  today: string,
): ComprehensiveForm {
  const areas = form.areas.map((each) =>
    each.area === area ? { ...each, ...part, on: today } : each,
  );
  return { ...form, areas };
}

/** How an area stands. What is put off has a day at once; what is not has none. */
export function stand(
  form: ComprehensiveForm,
  area: string,
  stands: AreaStanding,
  today: string,
): ComprehensiveForm {
  const known = form.areas.find((each) => each.area === area)?.until ?? "";
  const until = stands === "deferred" ? known || addDays(today, laterDays) : "";
  return say(form, area, { stands, until }, today);
}

/** What is put off is put off for a month, unless somebody says otherwise. */
export const laterDays = 30;

function sameFact(one: KnownFact, other: KnownFact): boolean {
  return one.of === other.of && one.what === other.what && one.says === other.says;
}

export function isTaken({ facts }: AreaForm, fact: KnownFact): boolean {
  return facts.some((each) => sameFact(each, fact));
}

/** Takes over what is known, or lets it go again. */
export function toggleFact(area: AreaForm, fact: KnownFact): KnownFact[] {
  const others = area.facts.filter((each) => !sameFact(each, fact));
  return isTaken(area, fact) ? others : [...others, fact];
}

/** Puts off everything nobody has spoken about. */
export function deferRest(form: ComprehensiveForm, until: string, today: string) {
  const areas = form.areas.map((each) =>
    isSaid(each) ? each : { ...each, stands: "deferred" as const, until, on: today },
  );
  return { ...form, areas };
}

export function placeAfter(form: ComprehensiveForm, at: Place): Place {
  const index = form.areas.findIndex((each) => each.area === at);
  return form.areas[index + 1]?.area ?? theEnd;
}

export function placeBefore(form: ComprehensiveForm, at: Place): Place | undefined {
  if (at === theEnd) return form.areas.at(-1)?.area;
  const index = form.areas.findIndex((each) => each.area === at);
  return form.areas[index - 1]?.area;
}

/** The answers as they are signed: those that say something. */
export function answers(areas: readonly AreaForm[]): AreaAnswer[] {
  return areas.flatMap(({ area, stands, findings, facts, until, on }) =>
    stands === null
      ? []
      : [{ area, stands, findings, facts, on, ...(stands === "deferred" ? { until } : {}) }],
  );
}

export function circumstances(form: ComprehensiveForm): Circumstances {
  const { how, language, interpreter, answeredBy } = form;
  return { how, language, interpreter, answeredBy, company: "not_asked" };
}
