// Rights: a member asks not to be called at home and for a correction; it is granted or denied, obeyed, and stays to be read.
import { beforeAll, expect, test } from "vitest";
import { ask, ines, type Seat } from "./support/bridge";
import { isAccessible, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: Seat;
let name: string;
let member: string;

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  const page = { offset: 0, limit: 100 };
  const { people } = await ask(seat, "caseload.list", { whose: "mine", only: "everyone", page });
  for (const row of people.rows) {
    const { phones } = await ask(seat, "members.show", { member: row.member });
    if (0 < phones.length) ({ name, member } = row);
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
