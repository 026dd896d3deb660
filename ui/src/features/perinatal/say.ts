// A pregnancy in sentences.
import type { InfantView, PregnancyCourse, SlotView } from "../../contract/generated";
import type { Words } from "../../words/words";

/** "31 weeks 4 days" */
export function ageWords({ say }: Words, course: Pick<PregnancyCourse, "age">): string {
  return course.age ? say("perinatal.weeks", { ...course.age }).trim() : "";
}

/** "Stillbirth, Feb 9, 2026, at 29 weeks" */
export function endWords(words: Words, course: PregnancyCourse): string {
  const { end } = course;
  if (!end) return "";
  const { say, fullDay } = words;
  const values = {
    what: say(`pregnancyEnding.${end.what}`),
    day: fullDay(end.on),
    place: end.place,
  };
  const sentence = say(end.place === "" ? "perinatal.ended" : "perinatal.endedAt", values);
  const age = ageWords(words, course);
  return age === "" ? sentence : `${sentence}, ${say("perinatal.endedWeeks", { age })}`;
}

/** "Luz", or "Baby 2" */
export function infantName({ say }: Words, infant: Pick<InfantView, "name" | "order">): string {
  return infant.name === "" ? say("perinatal.baby", { n: infant.order }) : infant.name;
}

/** What a slot is called; of several babies with whose it is. */
export function slotName(
  words: Words,
  both: (said: SlotView["label"]) => string,
  slot: SlotView,
  infants: readonly InfantView[],
): string {
  const what = both(slot.label);
  const baby = infants.find(
    (infant) => slot.lane === "baby" && String(infant.order) === slot.about,
  );
  if (!baby || infants.length < 2) return what;
  return words.say("perinatal.forBaby", { what, baby: infantName(words, baby) });
}

/** "Jan 9, 2026, Alder Creek", "by Feb 10", "Mar 3 to Apr 1" */
export function slotWhen({ say, fullDay, day }: Words, slot: SlotView): string {
  if (slot.on !== null) {
    return slot.place === "" ? fullDay(slot.on) : `${fullDay(slot.on)}, ${slot.place}`;
  }
  return slot.state === "later"
    ? say("perinatal.between", { from: day(slot.from), to: day(slot.by) })
    : say("perinatal.byDay", { day: day(slot.by) });
}
