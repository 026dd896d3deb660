// Rights: a member asks not to be called at home and for a correction; it is granted or denied, obeyed, and stays to be read.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { ask, ines, type Seat } from "./support/bridge";
import { isAccessible, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: Seat;
let name: string;
let member: string;
/** Somebody of whom much is known. */
let rich: string;

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  const page = { offset: 0, limit: 100 };
  const { people } = await ask(seat, "caseload.list", { whose: "mine", only: "everyone", page });
  for (const row of people.rows) {
    const { phones } = await ask(seat, "members.show", { member: row.member });
    if (0 < phones.length) ({ name, member } = row);
    const { goals } = await ask(seat, "plans.show", { member: row.member });
    if (rich === undefined && 1 < goals.length) rich = row.member;
  }
  if (name === undefined) throw new Error("somebody in the demo clinic has a telephone");
});

async function opens(): Promise<Person> {
  const person = await stage.sits(seat);
  await person.finds(name);
  await person.page.getByRole("tab", { name: person.say("member.tab.rights") }).click();
  await person.heading("rights.waiting").waitFor();
  return person;
}

test("another way to be reached is asked for, granted, and shown wherever the number is", async () => {
  const person = await opens();
  await person.presses("rights.record");
  await person.chooses(person.say("rights.kind"), person.say("rightKind.contact_otherwise"));
  await person.field("rights.words").fill("My husband answers at home. Call my sister's number.");
  await person.field("rights.phone").fill("510 555 0177");
  await person.page
    .getByRole("button", { name: person.say("contactWay.voicemail"), exact: true })
    .click();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("rights-form.en");
  await reflows(person, "en");
  await person.presses("consents.save");
  await person.reads(person.say("rightStanding.received"));
  await person.page
    .getByRole("link", { name: person.say("rightKind.contact_otherwise") })
    .first()
    .click();
  const dialog = person.page.getByRole("dialog");
  await dialog.waitFor();
  await person.picks(person.say("rightStep.granted"), dialog);
  await isAccessible(person.page, "everything");
  await person.isPhotographed("rights-answer.en");
  await person.presses("consents.save", undefined, dialog);
  await dialog.waitFor({ state: "detached" });
  await person.reads(/Only this number: 510 555 0177/);
  await person.isPhotographed("rights.en");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.isPhotographed("rights.es-dark");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  await person.page.getByRole("tab", { name: person.say("member.tab.contact") }).click();
  await person.reads(person.say("rights.notUsed"));
  await isAccessible(person.page, "everything");
  await person.isPhotographed("rights-contact.en");
  await person.leaves();
});

test("what is paid for in full has to be granted, and more time is offered only where the law leaves it", async () => {
  const person = await opens();
  await person.presses("rights.record");
  await person.chooses(person.say("rights.kind"), person.say("rightKind.restrict"));
  await person.field("rights.words").fill("I paid for it myself.");
  await person.page
    .getByRole("button", { name: person.say("shareFor.payment"), exact: true })
    .click();
  await person.page.getByText(person.say("rights.paidHerself")).click();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("rights-restrict.en");
  await person.presses("consents.save");
  await person.reads(person.say("rightStanding.received"));
  const { requests } = await ask(seat, "rights.show", { member });
  const [asked] = requests;
  expect(asked?.mustBeGranted).toBe(true);
  expect(asked?.mayExtendUntil).toBeNull();
  await person.page
    .getByRole("link", { name: person.say("rightKind.restrict") })
    .first()
    .click();
  const dialog = person.page.getByRole("dialog");
  await dialog.getByText(person.say("rights.mustBeGranted")).waitFor();
  expect(await dialog.getByText(person.say("rightStep.denied")).count()).toBe(0);
  await person.leaves();
});

test("a copy she asks for is two files: a page she can read and print, and a bundle", async () => {
  const person = await opens();
  await person.presses("rights.record");
  await person.chooses(person.say("rights.kind"), person.say("rightKind.copy"));
  await person.field("rights.words").fill("I want everything you have about me.");
  await person.presses("consents.save");
  await person.page
    .getByRole("link", { name: person.say("rightKind.copy") })
    .first()
    .click();
  const dialog = person.page.getByRole("dialog");
  await dialog.waitFor();
  await dialog.getByRole("radio", { name: "Español" }).click({ force: true });
  await person.presses("fullRecord.make", undefined, dialog);
  await person.sees("fullRecord.then", undefined, dialog);
  await isAccessible(person.page, "everything");
  await person.isPhotographed("full-record-dialog.en");
  await person.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const whole = person.region("fullRecord.title");
  await person.presses("fullRecord.make", undefined, whole);
  await person.sees("fullRecord.then", undefined, whole);
  await whole.scrollIntoViewIfNeeded();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("full-record.en");
  await reflows(person, "en");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await whole.or(person.region("fullRecord.title")).first().scrollIntoViewIfNeeded();
  await person.isPhotographed("full-record.es-dark");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  const { page, bundle } = await ask(seat, "fullRecord.make", { member: rich, language: "es" });
  const read: unknown = JSON.parse(await readFile(bundle, "utf8"));
  expect(read).toMatchObject({ resourceType: "Bundle", type: "collection" });
  await person.page.goto(pathToFileURL(page).href);
  await person.page.getByRole("heading", { level: 1 }).waitFor();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("full-record-page.es");
  await person.page.setViewportSize({ width: 320, height: 640 });
  const wide = await person.page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(320);
  await person.isPhotographed("full-record-page-narrow.es");
  await person.page.emulateMedia({ media: "print" });
  await person.page.setViewportSize({ width: 816, height: 1056 });
  await person.isPhotographed("full-record-print.es");
});
