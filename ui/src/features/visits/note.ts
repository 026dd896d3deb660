// The note while it is written: sentences that ticks begin, and what is still open. Pure.
import {
  allCoreService,
  allModality,
  allPlace,
  type CoreService,
  type GoalId,
  type NoteDraft,
  type Words as MemberWords,
} from "../../contract/generated";
import { localDay } from "../../words/dates";

export const emptyNote: NoteDraft = { narrative: "", services: [], goals: [] };

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function oneOf<T extends string>(all: readonly T[], value: unknown): T | undefined {
  return all.find((each) => each === value);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

/** A kept draft as a note again; null when it is not one. */
export function readNote(kept: unknown): NoteDraft | null {
  if (!isObject(kept) || typeof kept["narrative"] !== "string") return null;
  const modality = oneOf(allModality, kept["modality"]);
  const place = oneOf(allPlace, kept["place"]);
  const ended = kept["endedAt"];
  const services = texts(kept["services"]);
  return {
    narrative: kept["narrative"],
    services: allCoreService.filter((service) => services.includes(service)),
    goals: texts(kept["goals"]),
    ...(modality ? { modality } : {}),
    ...(place ? { place } : {}),
    ...(typeof ended === "number" ? { endedAt: ended } : {}),
  };
}

/** Her words without quotation marks and the final stop: they go on in a sentence of ours. */
export function bare(text: string): string {
  return text
    .trim()
    .replace(/^[“”"«'‘]+|[“”"»'’]+$/g, "")
    .replace(/[.。]+$/, "")
    .trim();
}

/** Her words in the reader's language where there are any; else as she said them. */
export function readable(words: MemberWords, language: string): string {
  const sameLanguage = words.language.slice(0, 2) === language.slice(0, 2);
  return bare(sameLanguage || words.translation === "" ? words.text : words.translation);
}

const between = "\n\n";

/** Ticks a goal: its sentence begins a new paragraph, unless it stands there already. */
export function tickGoal(draft: NoteDraft, goal: GoalId, opening: string): NoteDraft {
  const goals = draft.goals.includes(goal) ? draft.goals : [...draft.goals, goal];
  if (draft.narrative.includes(opening.trim())) return { ...draft, goals };
  const before = draft.narrative.trimEnd();
  const narrative = before === "" ? opening : `${before}${between}${opening}`;
  return { ...draft, goals, narrative };
}

/**
 * Takes the tick away. Its sentence goes too if nothing was added to it; what a person wrote stays.
 * `openings`: the sentence in every language the screen may have had.
 */
export function untickGoal(draft: NoteDraft, goal: GoalId, openings: readonly string[]): NoteDraft {
  const untouched = new Set(openings.map((opening) => opening.trim()));
  const paragraphs = draft.narrative.split(/\n{2,}/);
  const kept = paragraphs.filter((paragraph) => !untouched.has(paragraph.trim()));
  const narrative = kept.length === paragraphs.length ? draft.narrative : kept.join(between);
  return { ...draft, goals: draft.goals.filter((each) => each !== goal), narrative };
}

/** Puts a sentence into the note as a paragraph of its own, once. */
export function addSentence(draft: NoteDraft, sentence: string): NoteDraft {
  if (draft.narrative.includes(sentence)) return draft;
  const before = draft.narrative.trimEnd();
  return { ...draft, narrative: before === "" ? sentence : `${before}${between}${sentence}` };
}

export function setServices(draft: NoteDraft, services: readonly CoreService[]): NoteDraft {
  return { ...draft, services: allCoreService.filter((service) => services.includes(service)) };
}

export interface Piece {
  text: string;
  /** Written from a tick. */
  ours: boolean;
  /** Where it begins. */
  at: number;
}

/** The note cut where a tick's sentence stands word for word, so that it can be underlined. */
export function pieces(narrative: string, openings: readonly string[]): Piece[] {
  const found = openings
    .map((opening) => opening.trim())
    .filter((opening) => opening !== "")
    .map((opening) => ({ opening, at: narrative.indexOf(opening) }))
    .filter(({ at }) => 0 <= at)
    .toSorted((a, b) => a.at - b.at);
  const cut: Piece[] = [];
  let from = 0;
  for (const { opening, at } of found) {
    if (at < from) continue;
    if (from < at) cut.push({ text: narrative.slice(from, at), ours: false, at: from });
    cut.push({ text: opening, ours: true, at });
    from = at + opening.length;
  }
  if (from < narrative.length) cut.push({ text: narrative.slice(from), ours: false, at: from });
  return cut;
}

/** What must be there before a note can be signed. */
export type OpenPoint = "text" | "service" | "ended";

export function openPoints(draft: NoteDraft, startedAt: number, now: number): OpenPoint[] {
  const open: OpenPoint[] = [];
  if (draft.narrative.trim() === "") open.push("text");
  if (draft.services.length === 0) open.push("service");
  // Signed on another day, "now" is no longer when they parted.
  if (draft.endedAt === undefined && localDay(startedAt) !== localDay(now)) open.push("ended");
  return open;
}

/** The instant of a clock time on the day the visit began; undefined without a time. */
export function endedAt(startedAt: number, time: string): number | undefined {
  const found = /^(\d{2}):(\d{2})$/.exec(time);
  if (!found) return undefined;
  const date = new Date(startedAt);
  date.setHours(Number(found[1]), Number(found[2]), 0, 0);
  const at = date.getTime();
  // The minute in which it began is not before it began.
  return at < startedAt && startedAt - at < 60_000 ? startedAt : at;
}

/** "HH:MM" of an instant, for the time field. */
export function clockOf(at: number | undefined): string {
  if (at === undefined) return "";
  const date = new Date(at);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** "7d1f 03a9 … 55c2": enough to compare two copies by eye. */
export function shortHash(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
}
