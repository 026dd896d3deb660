// Which of what is explained belongs to a screen, and which has the words that are looked for.
import { type MemberTab, type Screen } from "../../app/navigation";
import type { Bilingual, HelpTopic } from "../../contract/generated";

/** A screen, or a member's tab, as the catalogue names it. */
export type HelpPlace = Exclude<Screen["at"], "member"> | MemberTab;

export function helpPlace(screen: Screen): HelpPlace {
  return screen.at === "member" ? (screen.tab ?? "timeline") : screen.at;
}

/** "see *Today*." → what is read, and whether it names a place of the screen. */
export function marked(sentence: string): { text: string; isPlace: boolean }[] {
  return sentence
    .split("*")
    .map((text, at) => ({ text, isPlace: at % 2 === 1 }))
    .filter(({ text }) => text !== "");
}

/** Without accents and capitals: "reclamacion" finds "reclamación". */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}

/** What has all of the words, that of this screen apart. */
export function sorted(
  topics: HelpTopic[],
  place: HelpPlace,
  text: string,
  both: (said: Bilingual) => string,
): { here: HelpTopic[]; others: HelpTopic[] } {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const found = topics.filter(({ title, lead, points }) => {
    const said = plain([title, lead, ...points].map(both).join(" "));
    return words.every((word) => said.includes(word));
  });
  const isHere = ({ on }: HelpTopic) => on.includes(place);
  return { here: found.filter(isHere), others: found.filter((topic) => !isHere(topic)) };
}
