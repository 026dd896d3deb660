// A community health worker opens the record of somebody who is not hers, sees on every screen of it why and until when,
// and a supervisor says what is to be thought of it.
import type { Locator } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { Member } from "../../ui/src/contract/generated";
import { ask, ines, ruth } from "./support/bridge";
import { picturePath, tells } from "./support/browser";
import { exchanges } from "./support/late";
import { isAccessible, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const malik = "Malik Osei";
const plain = { theme: "light", contrast: "normal" } as const;
const dark = { theme: "dark", contrast: "normal" } as const;
const page = { offset: 0, limit: 100 };
const everybody = { whose: "team", only: "everyone", page } as const;

/** Whom the lead holds and the guest does not, with a birth date to ask by. */
async function stranger(lead: { url: string }, guest: { url: string }) {
  const his = (await ask(guest, "caseload.list", everybody)).people.rows;
  const hers = (await ask(lead, "caseload.list", everybody)).people.rows;
  const others = hers.filter(({ member }) => !his.some((row) => row.member === member));
  const all = await Promise.all(others.map(({ member }) => ask(lead, "members.show", { member })));
  const found = all.find(({ birthDate }) => birthDate !== null);
  if (!found) throw new Error("the demo's lead holds somebody whom her colleague does not");
  return found;
}

/** In both lights, at 320 px and with large text. */
async function isSeen(person: Person, name: string): Promise<void> {
  const { page: seen, language } = person;
  await isAccessible(seen, "everything");
  await seen.screenshot({ path: picturePath(`${name}.${language}-light`) });
  await wears(person, dark, language);
  await isAccessible(seen, "colours");
  await seen.screenshot({ path: picturePath(`${name}.${language}-dark`) });
  await wears(person, plain, language);
  await reflows(person, language);
  const size = seen.viewportSize();
  await seen.setViewportSize({ width: 320, height: 640 });
  await seen.screenshot({ path: picturePath(`${name}.${language}-320`), fullPage: true });
  if (size) await seen.setViewportSize(size);
}

async function typesDay(person: Person, day: string): Promise<void> {
  const [year, month, date] = day.split("-").map(Number);
  const locale = `${person.language}-US`;
  const word = new Date(2026, (month ?? 1) - 1, 1).toLocaleString(locale, { month: "long" });
  await person.chooses(person.say("dayField.month"), word);
  await person.field("dayField.day").fill(String(date));
  await person.field("dayField.year").fill(String(year));
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("a record is opened for a while, watched, and weighed", async () => {
    const made = await stage.world.of({ satchels: [ines, malik, ruth] });
    const her = await stranger(seatOf(made, ines), seatOf(made, malik));
    const person = await stage.sits(seatOf(made, malik));
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.speaks(language);
    await person.goes("caseload");
    await person.presses("glass.button");
    await person.heading("glass.title").waitFor();

    await person.field("meet.given").fill("Nobody");
    await person.field("meet.family").fill(her.names.family);
    await typesDay(person, her.birthDate ?? "");
    await person.presses("glass.open", { n: 60 });
    await person.sees("glass.whyMissing");
    await person.picks(person.say("glassReason.here"));
    await person.presses("glass.open", { n: 60 });
    await person.sees("failure.glass_nobody");
    await isSeen(person, "glass-ask");
    await person.field("meet.given").fill(her.names.given[0] ?? "");
    await person.field("glass.words").fill("She stands at the shelter’s door.");
    await person.presses("glass.open", { n: 60 });

    // Her page opens when it has come, and says so; so does every other screen of hers.
    await person.page.getByRole("heading", { level: 1, name: her.firstName }).waitFor();
    const band = person.page.getByRole("status").filter({ hasText: person.say("glass.watched") });
    await person.reads("She stands at the shelter’s door.", band);
    await isSeen(person, "glass-band");
    await person.presses("plan.title");
    await person.heading("plan.title").waitFor();
    await band.waitFor();
    await person.presses("glass.longer", undefined, band);
    await expect.poll(() => person.asked("glass.renew").length).toBe(1);
    await seesInAVisit(person, her, band);
    await person.leaves();

    await exchanges(stage.world, seatOf(made, ines));
    const lead = await stage.sits(seatOf(made, ines));
    await lead.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await lead.speaks(language);
    await lead.finds(her.name);
    await lead.reads(malik);
    await lead.page.screenshot({ path: picturePath(`glass-lead.${language}-light`) });
    await lead.leaves();

    await weighs(await stage.sits(seatOf(made, ruth)), language);
  });
});

/** A visit fills the whole window; what is above it takes nothing away. */
async function seesInAVisit(person: Person, her: Member, band: Locator): Promise<void> {
  await ask(person.seat, "visits.plan", {
    member: her.member,
    type: "visit",
    modality: "in_person",
    place: "shelter",
    whereWords: "",
    day: (await ask(person.seat, "today.show", {})).day,
    time: "23:30",
  });
  await tells(person.page, { kind: "changed", topics: ["visits"] });
  await person.goes("today");
  await person.opensVisitOf(her.name);
  await band.waitFor();
  await isSeen(person, "glass-visit");
}

/** A supervisor says that it was not right: it closes. */
async function weighs(person: Person, language: "en" | "es"): Promise<void> {
  await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
  await person.speaks(language);
  await person.goes("audit");
  await person.picks(person.say("audit.view.opened"));
  await person.heading("glass.waiting").waitFor();
  await person.presses("glass.say.not_justified");
  await isSeen(person, "glass-list");
  await person.presses("glass.yes.not_justified");
  await person.sees("why.missing");
  await person.field("glass.verdictWords").fill("Nobody asked him to go there.");
  await person.presses("glass.yes.not_justified");
  await person.heading("glass.weighed").waitFor();
  await person.sees("glassVerdict.not_justified");
  await isSeen(person, "glass-weighed");
  await person.leaves();
}

test("who holds everybody, and who reads nobody’s notes, is offered no record", async () => {
  const made = await stage.world.of({ satchels: [ruth] });
  const person = await stage.sits(seatOf(made, ruth));
  await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
  await person.goes("caseload");
  await person.button("meet.button").waitFor();
  expect(await person.button("glass.button").count()).toBe(0);
  await person.leaves();
});
