// Values that are more than words, a day or a code: where an enrolment stands, what was arranged, what was decided.
import { dayParts } from "../../words/dates";
import { languageName } from "../../words/languages";
import { isWord, type Words } from "../../words/words";
import { answerWords } from "../eligibility/facts";
import { isObject, partOf } from "./fields";
import type { ReadValue } from "./value";

/** The word for a code of a list; the code itself when it is of a newer version. */
function code({ say }: Words, list: string, value: unknown): string {
  const id = `${list}.${String(value)}`;
  return isWord(id) ? say(id) : String(value);
}

const onDay = (words: Words, day: string) => (dayParts(day) ? words.fullDay(day) : day);

const lines = (main: string, ...more: string[]): ReadValue => ({
  main,
  more: more.filter((line) => line !== ""),
});

/** Of a history, where it has come to. */
function last(value: unknown): Record<string, unknown> | undefined {
  const entry: unknown = Array.isArray(value) ? value.at(-1) : undefined;
  return isObject(entry) ? entry : undefined;
}

function since(words: Words, entry: Record<string, unknown>): string {
  return words.say("conflict.since", { day: onDay(words, partOf(entry, "on")) });
}

function moment(words: Words, value: unknown): string {
  const at = isObject(value) ? value["at"] : undefined;
  return typeof at === "number" ? words.fullMoment(at) : "";
}

function appointment(words: Words, value: unknown): ReadValue {
  if (!isObject(value)) return lines("");
  const day = onDay(words, partOf(value, "day"));
  const when = [day, partOf(value, "time")].filter((each) => each !== "").join(", ");
  return lines(
    when,
    code(words, "appointmentType", value["type"]),
    code(words, "meetingPlace", value["place"]),
    partOf(value, "whereWords"),
    partOf(value, "staff"),
  );
}

function agreement(words: Words, value: unknown): ReadValue {
  const language = partOf(value, "language");
  return lines(
    onDay(words, partOf(value, "on")),
    partOf(value, "with"),
    language === "" ? "" : languageName(words.locale, language),
  );
}

const yesNo: Read = ({ say }, value) =>
  lines(typeof value === "boolean" ? say(value ? "factValue.yes" : "factValue.no") : "");

type Read = (words: Words, value: unknown) => ReadValue;

const readers: Readonly<Record<string, Read | undefined>> = {
  "goal.rank": ({ say }) => lines(say("conflict.rank")),
  "review.done": (words, value) =>
    lines(code(words, "review.status", partOf(value, "status")), partOf(value, "words")),
  "episode.stages": (words, value) => {
    const entry = last(value);
    if (!entry) return lines("");
    return lines(
      code(words, "stage", entry["stage"]),
      since(words, entry),
      partOf(entry, "reason"),
    );
  },
  "episode.leads": (words, value) => {
    const entry = last(value);
    return entry ? lines(partOf(entry, "staff"), since(words, entry)) : lines("");
  },
  "episode.team": (words, value) => {
    const team = Array.isArray(value) ? value.filter(isObject) : [];
    const people = team.map((one) =>
      [partOf(one, "staff"), code(words, "role", one["role"])].join(", "),
    );
    return lines(people[0] ?? "", ...people.slice(1));
  },
  "plan.agreed": agreement,
  "visit.appointment": appointment,
  "visit.started": (words, value) => lines(moment(words, value)),
  "visit.notHeld": (words, value) =>
    lines(
      code(words, "notHeldReason", partOf(value, "reason")),
      partOf(value, "words"),
      moment(words, value),
    ),
  "note.services": (words, value) => {
    const services = Array.isArray(value) ? value : [];
    return lines(words.list(services.map((each) => code(words, "coreService", each))));
  },
  "stated_fact.answer": (words, value) => {
    const values = isObject(value) && Array.isArray(value["values"]) ? value["values"] : [];
    const on = partOf(value, "on");
    return lines(
      answerWords(words, values.map(String)),
      words.say("eligibility.onBy", {
        day: onDay(words, on),
        who: code(words, "saidBy", partOf(value, "saidBy")),
      }),
      partOf(value, "words"),
    );
  },
  "outreach_answer.answer": (words, value) =>
    lines(
      code(words, "offerSays", partOf(value, "says")),
      words.say("eligibility.onBy", {
        day: onDay(words, partOf(value, "on")),
        who: code(words, "saidBy", partOf(value, "saidBy")),
      }),
      partOf(value, "words"),
    ),
  "partner_programme.stands": (words, value) =>
    lines(
      code(words, "programmeStanding", partOf(value, "is")),
      onDay(words, partOf(value, "on")),
      partOf(value, "contact"),
    ),
  "partner_programme.ecmProvider": yesNo,
  "encounter.preventable": yesNo,
  "encounter.unplanned": yesNo,
  "encounter.bhRelated": yesNo,
  "addendum.reason": (words, value) => lines(code(words, "addendumReason", value)),
};

/** What such a value says; undefined for every other. */
export function readSpecial(words: Words, what: string, value: unknown): ReadValue | undefined {
  return value === null ? undefined : readers[what]?.(words, value);
}
