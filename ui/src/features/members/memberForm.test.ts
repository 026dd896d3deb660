import { expect, test } from "vitest";
import { aboutChange, contactChange, type AboutForm, type ContactForm } from "./memberForm";

const contact: ContactForm = {
  phones: [{ number: "(530) 555-0142", use: "mobile" }],
  homeKind: "shelter",
  homeWords: "Casa Abril shelter, hall B",
  homeSince: "2025-10-06",
  doorSay: "Ask for Rosa at the desk.",
  voicemail: "never",
  dangers: "",
};
const change = (part: Partial<ContactForm>) =>
  contactChange("m", { base: contact, form: { ...contact, ...part }, seen: "v3" });

test("a_new_place_sends_the_home_whole_and_nothing_else", () => {
  expect(change({ homeWords: "Hall C" })).toEqual({
    member: "m",
    seen: "v3",
    home: { kind: "shelter", words: "Hall C", since: "2025-10-06" },
  });
});

test("the_door_goes_whole_so_that_its_parts_never_mix", () => {
  expect(change({ dangers: "A dog" }).door).toEqual({
    say: "Ask for Rosa at the desk.",
    voicemail: "never",
    dangers: "A dog",
  });
  expect(change({ dangers: "A dog" }).home).toBeUndefined();
});

test("an_empty_telephone_line_is_not_sent", () => {
  expect(change({ phones: [...contact.phones, { number: " ", use: "home" }] }).phones).toEqual(
    contact.phones,
  );
  expect(change({}).phones).toBeUndefined();
});

const about: AboutForm = {
  given: "María José Elena",
  family: "Quiroz",
  preferred: "",
  names: {
    given: ["María José", "Elena"],
    family: "Quiroz",
    others: [{ use: "maiden", text: "Ruiz" }],
  },
  pronouns: "she/her",
  languages: ["es", "en"],
  risk: "high",
};
const changeAbout = (part: Partial<AboutForm>) =>
  aboutChange("m", { base: about, form: { ...about, ...part }, seen: "v3" });

test("what_to_call_her_changes_without_touching_her_other_names", () => {
  expect(changeAbout({ preferred: "Majo" }).names).toEqual({ ...about.names, preferred: "Majo" });
});

// R235 in part: her languages, the preferred one first; cultural preferences are no field.
test("languages_are_sent_once_each_the_preferred_one_first", () => {
  expect(changeAbout({ languages: ["en", "es", "en", ""] })).toEqual({
    member: "m",
    seen: "v3",
    languages: ["en", "es"],
  });
});

test("nothing_changed_sends_nothing", () => {
  expect(changeAbout({})).toEqual({ member: "m", seen: "v3" });
});
