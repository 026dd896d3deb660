// A sheet while it is filled in: where one is, what was chosen, what may be asked. Pure.
import {
  allAnsweredBy,
  allAskedHow,
  allCompany,
  allInterpreter,
  type AnsweredBy,
  type AskedHow,
  type Company,
  type Interpreter,
  type ItemAnswer,
  type ItemView,
  type Modality,
  type SafetyAnswer,
  type Sheet,
} from "../../contract/generated";

/** "how" before the questions, a question's id, "scores" for what is entered from paper, "end". */
export type Place = string;

export interface SheetForm {
  at: Place;
  how: AskedHow;
  language: string;
  interpreter: Interpreter;
  answeredBy: AnsweredBy;
  company: Company | null;
  /** The visit it was begun in. */
  visit: string | null;
  answers: ItemAnswer[];
  /** As typed. */
  entered: Record<string, string>;
  safety: SafetyAnswer[];
  /** What was done about an alert, before it is said. */
  acting: { act: SafetyAnswer["act"] | null; words: string };
  /** Why all of it is declined; null while it is asked. */
  declined: string | null;
  /** Why a signed one is put right. */
  reason: string;
  startedAt: number;
}

const noAct = { act: null, words: "" } as const;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A kept draft as a sheet again, over one that was just begun; null when it is not one. */
export function readSheet(kept: unknown, begun: SheetForm): SheetForm | null {
  if (!isObject(kept) || !Array.isArray(kept["answers"]) || typeof kept["at"] !== "string") {
    return null;
  }
  const fits = Object.entries(begun).map(([key, value]) => {
    const old = kept[key];
    const nullable = ["company", "declined", "visit"].includes(key);
    const same = typeof old === typeof value && Array.isArray(old) === Array.isArray(value);
    return [key, same || (nullable && key in kept) ? old : value];
  });
  return { ...begun, ...Object.fromEntries(fits) };
}

/** How it is asked, as far as the visit says it. */
export function askedHow(modality: Modality | null): AskedHow {
  return allAskedHow.find((each) => each === modality) ?? "in_person";
}

/** A sheet on which nothing is answered but what is known already. */
export function beginSheet(
  sheet: Sheet,
  modality: Modality | null,
  visit: string | null = null,
): SheetForm {
  const { corrects, known } = sheet;
  if (corrects) {
    const { circumstances: as, answers, entered, safety, startedAt } = corrects;
    return {
      at: "how",
      how: as.how,
      language: as.language,
      interpreter: as.interpreter,
      answeredBy: as.answeredBy,
      company: as.company,
      visit,
      answers,
      entered: Object.fromEntries(
        sheet.scores
          .filter((score) => score.entered)
          .map(({ score }) => [score, String(entered[score] ?? "")]),
      ),
      safety,
      acting: noAct,
      declined: null,
      reason: "",
      startedAt,
    };
  }
  const language = sheet.language ?? "en";
  return {
    at: "how",
    how: askedHow(modality),
    language,
    interpreter: language === "en" ? "none" : "asker",
    answeredBy: "member",
    company: null,
    visit,
    answers: known.map(({ item, codes, from }) => ({ item, codes, from })),
    entered: {},
    safety: [],
    acting: noAct,
    declined: null,
    reason: "",
    startedAt: sheet.now,
  };
}

export function answerTo(form: SheetForm, item: string): ItemAnswer | undefined {
  return form.answers.find((answer) => answer.item === item);
}

/** Says something about a question; what was said before about it is gone. */
export function withAnswer(form: SheetForm, answer: ItemAnswer): SheetForm {
  const others = form.answers.filter((each) => each.item !== answer.item);
  return { ...form, answers: [...others, answer] };
}

/** Chooses one, or takes it back where several may be chosen. */
export function choose(form: SheetForm, item: ItemView, code: string): SheetForm {
  if (!item.multi) return withAnswer(form, { item: item.item, codes: [code] });
  const chosen = answerTo(form, item.item)?.codes ?? [];
  const alone = code === item.exclusive;
  const rest = chosen.filter((each) => each !== code && each !== item.exclusive);
  const codes = chosen.includes(code) ? rest : alone ? [code] : [...rest, code];
  if (codes.length === 0) {
    return { ...form, answers: form.answers.filter((each) => each.item !== item.item) };
  }
  return withAnswer(form, { item: item.item, codes });
}

/** The questions that are asked here and now, in order. */
export function asked(sheet: Sheet, form: SheetForm, skipped: readonly string[]): ItemView[] {
  return sheet.items
    .filter(({ item }) => !skipped.includes(item))
    .filter(({ askAlone }) => isTogether(sheet, form) || !askAlone || form.company === "alone");
}

/** Where all of it is to be asked alone, whoever goes on goes on with all of it. */
function isTogether(sheet: Sheet, form: SheetForm): boolean {
  return form.company !== "accompanied" || sheet.items.every(({ askAlone }) => askAlone);
}

/** Everything there is to go through, in order. */
export function places(sheet: Sheet, form: SheetForm, skipped: readonly string[]): Place[] {
  const scores = sheet.scores.some((score) => score.entered) ? ["scores"] : [];
  const questions = asked(sheet, form, skipped).map(({ item }) => item);
  return ["how", ...scores, ...questions, "end"];
}

export function placeAfter(all: readonly Place[], at: Place): Place {
  return all[all.indexOf(at) + 1] ?? "end";
}

export function placeBefore(all: readonly Place[], at: Place): Place | undefined {
  return all[(all.includes(at) ? all.indexOf(at) : all.length) - 1];
}

/** The scores as numbers; what is no number within its range is left out. */
export function enteredScores(sheet: Sheet, form: SheetForm): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { score, min, max } of sheet.scores) {
    const typed = (form.entered[score] ?? "").trim();
    const value = Number(typed);
    if (/^\d{1,4}$/.test(typed) && min <= value && value <= max) found[score] = value;
  }
  return found;
}

/** What is asked of the core: without answers to what may not be asked now. */
export function answersNow(sheet: Sheet, form: SheetForm): ItemAnswer[] {
  const meant = new Set(asked(sheet, form, []).map(({ item }) => item));
  return form.answers.filter(({ item }) => meant.has(item));
}

/** The first alert about which nobody has said what was done. */
export function openAlert(form: SheetForm, alerts: readonly string[]): string | undefined {
  return alerts.find((rule) => !form.safety.some((safety) => safety.rule === rule));
}

/** How it was asked, as it is signed; null until it is known whether she was alone. */
export function circumstances(sheet: Sheet, form: SheetForm) {
  const company = form.company ?? (sheet.askAlone ? null : "not_asked");
  if (company === null) return null;
  const { how, language, interpreter, answeredBy } = form;
  return { how, language, interpreter, answeredBy, company };
}

export const howOptions = { allAskedHow, allAnsweredBy, allInterpreter, allCompany };
