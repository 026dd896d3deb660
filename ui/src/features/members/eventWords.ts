// What a point of the record is called, and its shape.
import {
  allModality,
  allNotHeldReason,
  allStage,
  type TimelineEvent,
} from "../../contract/generated";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { daysBetween } from "../../words/dates";
import { kindWord } from "../../words/kinds";
import { useWords, type Words } from "../../words/words";

export function eventGlyph({ kind }: TimelineEvent): GlyphKind | "dot" {
  switch (kind) {
    case "visit":
    case "addendum":
    case "episode":
    case "assessment":
    case "comprehensive":
    case "attempt":
      return "dot";
    case "plan_agreed":
    case "step_done":
      return "done";
    case "visit_ahead":
      return "todo";
    case "not_held":
    case "removed":
      return "declined";
    case "emergency":
    case "hospital_stay":
    case "pregnancy":
    case "problem":
      return "outside";
  }
}

export interface EventWords {
  title: string;
  more: string;
}

function sentence(text: string): string {
  return text === "" || /[.!?…]$/.test(text) ? text : `${text}.`;
}

function stay({ say, fullDay }: Words, { day, until }: TimelineEvent): string {
  if (until === null) return say("member.event.stillThere");
  const n = daysBetween(day, until);
  return say("member.event.until", { n, day: fullDay(until) });
}

function title(words: Words, event: TimelineEvent): string {
  const { say, locale } = words;
  const { kind, detail, minutes } = event;
  switch (kind) {
    case "visit": {
      const modality = allModality.find((each) => each === detail) ?? "in_person";
      const how = say(`member.event.${modality}`);
      return minutes === null ? how : say("member.event.minutes", { how, n: minutes });
    }
    case "not_held": {
      const reason = allNotHeldReason.find((each) => each === detail);
      return reason
        ? say("member.event.notHeldWhy", { why: say(`notHeldReason.${reason}`) })
        : say("member.event.notHeld");
    }
    case "episode": {
      const stage = allStage.find((each) => each === detail);
      return stage ? say(`stage.${stage}`) : say("kind.episode");
    }
    case "step_done":
      return event.words || say("member.event.step_done");
    case "problem":
      return event.words || say("kind.problem");
    case "comprehensive":
      return say("kind.comprehensive");
    case "assessment":
      return event.words || say("kind.assessment");
    case "attempt":
      return event.label === null
        ? say("member.event.attempt")
        : say("member.event.attemptAs", {
            what: locale === "es-US" ? event.label.es : event.label.en,
          });
    case "removed":
      return say("member.event.removed", {
        kind: say(kindWord(event.removed?.kind ?? "")),
        what: event.words,
      });
    case "visit_ahead":
    case "addendum":
    case "emergency":
    case "hospital_stay":
    case "pregnancy":
    case "plan_agreed":
      return say(`member.event.${kind}`);
  }
}

function more(words: Words, event: TimelineEvent): string {
  const { say, fullDay } = words;
  switch (event.kind) {
    case "hospital_stay":
      return [sentence(event.words), stay(words, event)].filter(Boolean).join(" ");
    case "pregnancy":
      return event.until === null
        ? say("member.event.pregnantSince")
        : say("member.event.pregnantUntil", { day: fullDay(event.until) });
    case "problem":
      return say("member.event.problem");
    case "assessment":
      return say("kind.assessment");
    case "step_done":
      return event.words ? say("member.event.stepDoneMore") : "";
    case "removed":
      return sentence(event.removed?.reason ?? "");
    case "comprehensive":
    case "visit":
    case "attempt":
    case "not_held":
    case "visit_ahead":
    case "addendum":
    case "emergency":
    case "episode":
    case "plan_agreed":
      return sentence(event.words);
  }
}

export function eventWords(words: Words, event: TimelineEvent): EventWords {
  return { title: sentence(title(words, event)), more: more(words, event) };
}

export function useEventWords(): (event: TimelineEvent) => EventWords {
  const words = useWords();
  return (event) => eventWords(words, event);
}
