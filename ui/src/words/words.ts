// Every sentence the screen can say. English is the source; an unknown id is a type error.
import { createContext, useContext, useMemo, type ReactNode } from "react";
import { useIntl } from "react-intl";
import * as dates from "./dates";
import en from "./en.json";
import es from "./es.json";

export type Locale = dates.Locale;
export type Word = keyof typeof en;
type Values = Record<string, string | number>;
type RichValues = Record<
  string,
  string | number | ReactNode | ((chunks: ReactNode[]) => ReactNode)
>;

export const messages: Record<Locale, Record<Word, string>> = { "en-US": en, "es-US": es };

/** For tests, which must not depend on the day they run. */
export const NowContext = createContext<() => number>(() => Date.now());

/** Whether a sentence exists, for codes that come from the core as text. */
export function isWord(id: string): id is Word {
  return Object.hasOwn(en, id);
}

/** "a las 5:12 p. m.." has one full stop too many. */
const tidy = (sentence: string) => sentence.replaceAll("\u00a0m..", "\u00a0m.");

/** The words and dates of the chosen language. */
export function useWords() {
  const intl = useIntl();
  const now = useContext(NowContext);
  return useMemo(() => {
    const locale: Locale = intl.locale === "es-US" ? "es-US" : "en-US";
    return {
      locale,
      /** A sentence. */
      say: (id: Word, values?: Values): string => tidy(intl.formatMessage({ id }, values)),
      /** A sentence with marked-up parts: `rich("id", { b: (text) => <b>{text}</b> })`. */
      rich: (id: Word, values: RichValues): ReactNode => intl.formatMessage({ id }, values),
      number: (n: number): string => intl.formatNumber(n),
      list: (items: string[]): string => intl.formatList(items, { type: "conjunction" }),
      now,
      today: (): string => dates.localDay(now()),
      /** "Thu, Feb 5" within a week, else "Feb 3, 2026". */
      day: (day: string): string => dates.nearDay(locale, day, dates.localDay(now())),
      /** "Today", "Yesterday", "Tomorrow", else `day`. */
      nearDay: (day: string): string => {
        const away = dates.daysBetween(dates.localDay(now()), day);
        if (away === 0) return intl.formatMessage({ id: "date.today" });
        if (away === -1) return intl.formatMessage({ id: "date.yesterday" });
        if (away === 1) return intl.formatMessage({ id: "date.tomorrow" });
        return dates.nearDay(locale, day, dates.localDay(now()));
      },
      /** "Yesterday", "Thu, Feb 5", "27 days ago". */
      ago: (day: string): string => {
        const ago = dates.daysBetween(day, dates.localDay(now()));
        if (ago === 0) return intl.formatMessage({ id: "date.today" });
        if (ago === 1) return intl.formatMessage({ id: "date.yesterday" });
        return ago <= 7
          ? dates.nearDay(locale, day, dates.localDay(now()))
          : intl.formatMessage({ id: "date.daysAgo" }, { n: ago });
      },
      /** Always with its year: "Feb 3, 2026". For births, documents, stays. */
      fullDay: (day: string): string => dates.fullDay(locale, day),
      /** "Tuesday, February 3". */
      titleDay: (day: string): string => dates.titleDay(locale, day),
      /** "9:07 am", of an instant. */
      time: (at: number): string => dates.timeOf(locale, at),
      /** "9:07 am" of "HH:MM", as visits are planned. */
      clock: (time: string): string => {
        const [hour = 0, minute = 0] = time.split(":").map(Number);
        return dates.clockTime(locale, hour, minute);
      },
      /** "9:07 am", "Mon 5:12 pm" or "Feb 3, 2026, 5:12 pm". */
      moment: (at: number): string => dates.moment(locale, at, now()),
      /** "Mon, Feb 2, 5:12 pm". */
      fullMoment: (at: number): string => dates.fullMoment(locale, at, now()),
      age: (birthDate: string): number => dates.age(birthDate, dates.localDay(now())),
    };
  }, [intl, now]);
}

export type Words = ReturnType<typeof useWords>;
