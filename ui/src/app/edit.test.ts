import { expect, test } from "vitest";
import { anyChanged, changedParts, readEdit } from "./edit";

const base = {
  barrier: "no photo ID",
  strength: "",
  languages: ["es"],
  due: null as string | null,
};

test("only_the_parts_the_person_changed_are_sent", () => {
  expect(changedParts(base, { ...base, barrier: "none now" })).toEqual({ barrier: "none now" });
  expect(changedParts(base, { ...base, languages: ["es"] })).toEqual({});
  expect(changedParts(base, { ...base, languages: ["en", "es"], due: "2026-02-05" })).toEqual({
    languages: ["en", "es"],
    due: "2026-02-05",
  });
});

test("parts_of_one_field_go_together", () => {
  expect(anyChanged(base, { ...base, strength: "s" }, ["barrier", "strength"])).toBe(true);
  expect(anyChanged(base, { ...base, due: "2026-02-05" }, ["barrier", "strength"])).toBe(false);
});

test("a_kept_form_brings_back_what_was_on_the_screen_when_it_was_opened", () => {
  const kept = { form: { ...base, barrier: "typed" }, base, seen: "older versions" };
  const fresher = { ...base, barrier: "changed by somebody else" };
  expect(readEdit(JSON.parse(JSON.stringify(kept)), fresher)).toEqual(kept);
});

test("a_kept_form_of_an_older_version_keeps_what_still_fits", () => {
  const kept = { form: { barrier: "typed", gone: 1, languages: "es" }, base: {}, seen: "s" };
  expect(readEdit(kept, base)).toEqual({ form: { ...base, barrier: "typed" }, base, seen: "s" });
});

test("what_is_not_a_kept_form_is_no_form", () => {
  for (const kept of [null, "text", [], { form: {} }, { form: {}, base: {}, seen: 3 }]) {
    expect(readEdit(kept, base)).toBeNull();
  }
});
