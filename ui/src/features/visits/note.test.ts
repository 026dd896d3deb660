import { expect, test } from "vitest";
import type { NoteDraft } from "../../contract/generated";
import {
  bare,
  clockOf,
  emptyNote,
  endedAt,
  openPoints,
  pieces,
  readable,
  readNote,
  setServices,
  shortHash,
  tickGoal,
  untickGoal,
} from "./note";

const door = "Goal 1, “I want a door that locks”: ";
const sugar = "Goal 2, “for my sugar not to knock me down again”: ";
const puerta = "Meta 1, “Quiero una puerta que se cierre con llave”: ";

test("a_tick_begins_a_paragraph_of_the_note", () => {
  const first = tickGoal(emptyNote, "g1", door);
  expect(first).toEqual({ narrative: door, services: [], goals: ["g1"] });
  const written = { ...first, narrative: `${door}we signed the form.\n` };
  expect(tickGoal(written, "g2", sugar).narrative).toBe(`${door}we signed the form.\n\n${sugar}`);
});

test("a_tick_never_writes_its_sentence_twice", () => {
  const once = tickGoal(emptyNote, "g1", door);
  expect(tickGoal(once, "g1", door)).toEqual(once);
});

test("an_untouched_sentence_goes_with_its_tick_in_either_language", () => {
  const both = tickGoal(
    tickGoal({ ...emptyNote, narrative: "Saw Rosa." }, "g1", puerta),
    "g2",
    sugar,
  );
  expect(untickGoal(both, "g1", [door, puerta])).toEqual({
    narrative: `Saw Rosa.\n\n${sugar}`,
    services: [],
    goals: ["g2"],
  });
});

test("what_a_person_wrote_stays_when_a_tick_is_taken_away", () => {
  const written: NoteDraft = { ...emptyNote, narrative: `${door}signed.`, goals: ["g1"] };
  expect(untickGoal(written, "g1", [door])).toEqual({ ...written, goals: [] });
});

test("her_words_stand_in_the_readers_language", () => {
  const words = { text: "“Volver a dormir.”", language: "es", translation: "To sleep again." };
  expect(readable(words, "es-US")).toBe("Volver a dormir");
  expect(readable(words, "en-US")).toBe("To sleep again");
  expect(readable({ ...words, translation: "" }, "en-US")).toBe("Volver a dormir");
  expect(bare("  «Hola.» ")).toBe("Hola");
});

test("the_sentence_of_a_tick_is_found_word_for_word", () => {
  const text = `Saw Rosa.\n\n${door}signed.`;
  expect(pieces(text, [sugar, door])).toEqual([
    { text: "Saw Rosa.\n\n", ours: false, at: 0 },
    { text: door.trim(), ours: true, at: 11 },
    { text: " signed.", ours: false, at: 10 + door.length },
  ]);
  expect(pieces(text, []).map((piece) => piece.text)).toEqual([text]);
});

test("services_are_kept_in_their_order_and_once", () => {
  expect(setServices(emptyNote, ["coordination", "outreach", "coordination"]).services).toEqual([
    "outreach",
    "coordination",
  ]);
});

test("a_note_without_words_or_service_is_not_ready", () => {
  const at = new Date(2026, 1, 3, 9, 7).getTime();
  const later = at + 40 * 60_000;
  const note: NoteDraft = { narrative: "Saw Rosa.", services: ["coordination"], goals: [] };
  expect(openPoints(emptyNote, at, later)).toEqual(["text", "service"]);
  expect(openPoints(note, at, later)).toEqual([]);
  const nextDay = at + 86_400_000;
  expect(openPoints(note, at, nextDay)).toEqual(["ended"]);
  expect(openPoints({ ...note, endedAt: later }, at, nextDay)).toEqual([]);
});

test("an_end_is_a_clock_time_on_the_day_it_began", () => {
  const started = new Date(2026, 1, 3, 9, 7, 30).getTime();
  expect(endedAt(started, "09:45")).toBe(new Date(2026, 1, 3, 9, 45).getTime());
  expect(endedAt(started, "09:07")).toBe(started);
  expect(endedAt(started, "")).toBeUndefined();
  expect(clockOf(new Date(2026, 1, 3, 9, 45).getTime())).toBe("09:45");
  expect(clockOf(undefined)).toBe("");
});

test("a_kept_note_comes_back_and_what_is_no_note_does_not", () => {
  const note: NoteDraft = {
    narrative: "Saw Rosa.",
    services: ["coordination"],
    goals: ["g1"],
    modality: "phone",
    endedAt: 5,
  };
  expect(readNote(JSON.parse(JSON.stringify(note)))).toEqual(note);
  expect(readNote({ narrative: "x", services: ["magic"], place: 3 })).toEqual({
    narrative: "x",
    services: [],
    goals: [],
  });
  expect(readNote({ form: {} })).toBeNull();
});

test("a_hash_is_shortened_so_that_two_can_be_compared", () => {
  expect(shortHash(`7d1f03a9${"0".repeat(52)}55c2`)).toBe("7d1f 03a9 … 55c2");
});
