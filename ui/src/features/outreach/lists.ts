// The catalogue's lists of outreach, by their codes, in the language of the screen.
import type { Bilingual, OutreachLists } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import type { Words } from "../../words/words";
import { useBoth } from "../assessments/useBoth";

export interface Lists {
  all: OutreachLists;
  method: (code: string) => string;
  outcome: (code: string) => string;
  source: (code: string) => string;
  hour: (code: string) => string;
}

/** What is in no list of this release is shown by its code. */
export function useLists(): Lists | undefined {
  const both = useBoth();
  const { data: all } = useAsk("outreach.lists", {});
  if (!all) return undefined;
  const of = (list: readonly { code: string; label: { en: string; es: string } }[]) => {
    return (code: string) => {
      const found = list.find((each) => each.code === code);
      return found ? both(found.label) : code;
    };
  };
  return {
    all,
    method: of(all.methods),
    outcome: of(all.outcomes),
    source: of(all.sources),
    hour: of(all.hours),
  };
}

/** The large buttons that fit a method, in the catalogue's order. */
export function tapsOf(lists: OutreachLists, method: string): OutreachLists["outcomes"] {
  const fits = lists.methods.find((each) => each.code === method)?.outcomes ?? [];
  return lists.outcomes.filter(({ code, tap }) => tap && fits.includes(code));
}

/** Everything that may come of a method. */
export function outcomesOf(lists: OutreachLists, method: string | null): OutreachLists["outcomes"] {
  const fits = lists.methods.find((each) => each.code === method)?.outcomes ?? [];
  return lists.outcomes.filter(({ code }) => fits.includes(code));
}

/** The ways that stand among the chips of the field: in person at each place, the call and the text. */
function fieldMethods(lists: OutreachLists): OutreachLists["methods"] {
  return lists.methods.filter(
    ({ place, code }) => place !== null || code === "phone" || code === "text",
  );
}

/** The same as chips: a short word for each, its place where it has one. */
export function methodChips(
  { say }: Words,
  both: (said: Bilingual) => string,
  lists: OutreachLists,
): { id: string; label: string }[] {
  return fieldMethods(lists).map(({ code, label, place }) => ({
    id: code,
    label: place === null || place === "elsewhere" ? both(label) : say(`meetingPlace.${place}`),
  }));
}
