// The sentence a ticked goal begins in the note: "Goal 1, “I want a door that locks”:".
import { useMemo } from "react";
import type { GoalView, Visit } from "../../contract/generated";
import { messages, useWords, type Locale } from "../../words/words";
import { readable } from "./note";

export interface Opening {
  goal: GoalView;
  /** In the language of the screen. */
  text: string;
  /** In every language the screen may have had when it was written. */
  all: string[];
}

const locales: readonly Locale[] = ["en-US", "es-US"];

function opening(locale: Locale, goal: GoalView, n: number): string {
  const sentence = messages[locale]["visit.opening"]
    .replace("{n}", String(n))
    .replace("{what}", readable(goal.statement, locale));
  return `${sentence} `;
}

export function useOpenings(visit: Visit): Opening[] {
  const { locale } = useWords();
  return useMemo(
    () =>
      visit.goals.map((goal, index) => ({
        goal,
        text: opening(locale, goal, index + 1),
        all: locales.map((each) => opening(each, goal, index + 1)),
      })),
    [visit.goals, locale],
  );
}
