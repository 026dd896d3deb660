// Consents: a release is signed with a finger, what it permits is shared with a shelter and written down, and a word is
// enough to take it back.
import { beforeAll, expect, test } from "vitest";
import { ask, ines, until, type Seat } from "./support/bridge";
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
  const { people } = await ask(seat, "caseload.list", {
    whose: "team",
    only: "everyone",
    page,
  });
  for (const row of people.rows) {
    const { consents } = await ask(seat, "consents.show", {
      member: row.member,
    });
    if (consents.some(({ provisions }) => provisions.some(({ toName }) => toName === "Casa Abril")))
      ({ name, member } = row);
  }
  if (name === undefined) throw new Error("somebody in the demo clinic shares with Casa Abril");
});

async function opens(): Promise<Person> {
  const person = await stage.sits(seat);
  await person.finds(name);
  await person.page.getByRole("tab", { name: person.say("member.tab.consents") }).click();
  await person.heading("consents.inForce").waitFor();
  return person;
}

async function part(person: Person, id: "consents.share" | "consents.setApart" | "consents.title") {
  await person.page.getByRole("tab", { name: person.say(id), exact: true }).click();
}

async function writes(person: Person): Promise<void> {
  const pad = person.page.locator("[data-pad]");
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (!box) throw new Error("there is nowhere to sign");
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
  await person.page.mouse.move(...at(0.1, 0.6));
  await person.page.mouse.down();
  for (const [x, y] of [
    [0.2, 0.2],
    [0.25, 0.7],
    [0.4, 0.4],
    [0.5, 0.65],
    [0.7, 0.45],
    [0.85, 0.5],
  ] as const) {
    await person.page.mouse.move(...at(x, y), { steps: 6 });
  }
  await person.page.mouse.up();
}

test("what is in force stands in plain words", async () => {
  const person = await opens();
  await person.reads(/May be shared with Casa Abril, for housing/);
  await person.reads(/Not to be shared with Casa Abril: mental health/);
  await isAccessible(person.page, "everything");
  await person.isPhotographed("consents.en");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.isPhotographed("consents.es-dark");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  await person.leaves();
});

// R188 in part: a release is signed and kept, with what it lacks; nothing is submitted to a plan.
test("a release is signed with a finger, and what is missing on it is said", async () => {
  const person = await opens();
  await person.presses("consents.record");
  await person.chooses(person.say("consents.kind"), person.say("consentKind.roi"));
  await person.field("consents.toName").fill("Second Chance");
  await person.page
    .getByRole("button", {
      name: person.say("shareFor.care_coordination"),
      exact: true,
    })
    .click();
  await person.picks(
    person.say("answered.share"),
    person.page.getByRole("radiogroup", { name: person.say("tag.none") }),
  );
  await person.picks(
    person.say("answered.deny"),
    person.page.getByRole("radiogroup", { name: person.say("tag.mh") }),
  );
  await writes(person);
  await person.reads(/My clinic may share with Second Chance/);
  await person.reads(/My clinic may not share with Second Chance: mental health/);
  await isAccessible(person.page, "everything");
  await person.isPhotographed("consents-form.en");
  await person.page.getByText(person.say("consents.answers")).scrollIntoViewIfNeeded();
  await person.isPhotographed("consents-answers.en");
  await reflows(person, "en");
  await person.presses("consents.save");
  await person.reads(/It lacks until when/);
  const { consents } = await ask(seat, "consents.show", { member });
  const [kept] = consents.filter(({ stands }) => stands === "incomplete");
  expect(kept?.signing.how).toBe("touch");
  expect(kept?.provisions.filter(({ answered }) => answered === "deny")).toHaveLength(1);
  await person.page
    .getByRole("link", { name: person.say("consentKind.roi") })
    .first()
    .click();
  await person.page.getByRole("dialog").waitFor();
  await person.isPhotographed("consents-signed.en");
  await person.leaves();
});

// R232: what goes, what stays, and what was given to whom.
test("what may go is said, what stays is for her alone, and what left is written down", async () => {
  const person = await opens();
  await part(person, "consents.share");
  await person.chooses(person.say("sharing.with"), person.say("recipientKind.community"));
  await person.chooses(person.say("sharing.purpose"), person.say("shareFor.housing"));
  await person.presses("sharing.weigh");
  await person.sees("sharing.missing");
  await person.field("sharing.name").fill("casa abril");
  await person.presses("sharing.weigh");
  await person.sees("sharing.staysMore");
  await isAccessible(person.page, "everything");
  await person.page.getByText(person.say("sharing.staysMore")).scrollIntoViewIfNeeded();
  await person.isPhotographed("sharing.en");
  await person.presses("sharing.disclose");
  await person.sees("sharing.done");
  const { disclosures } = await ask(seat, "disclosures.list", { member });
  expect(disclosures[0]).toMatchObject({
    to: { name: "casa abril" },
    basis: ["consent"],
    consents: 1,
  });
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.isPhotographed("disclosures.es-dark");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  await person.leaves();
});

test("what comes from a Part 2 program is set apart by its source, and stays until it has its own consent", async () => {
  const person = await opens();
  await part(person, "consents.setApart");
  await person.sees("tags.intro");
  const row = person.page.getByRole("tabpanel").getByRole("listitem").first();
  await row.getByText(person.say("tags.add"), { exact: true }).click();
  await row.getByRole("button", { name: person.say("tag.part2"), exact: true }).click();
  await row.getByRole("button", { name: person.say("tags.add"), exact: true }).click();
  await person.sees("tags.sourceMissing");
  await person.field("tags.source").fill("Second Chance");
  await isAccessible(person.page, "everything");
  await person.isPhotographed("set-apart.en");
  await row.getByRole("button", { name: person.say("tags.add"), exact: true }).click();
  await person.reads(/from Second Chance/);
  await part(person, "consents.share");
  await person.field("sharing.name").fill("Dr. Okafor");
  await person.presses("sharing.weigh");
  await person.reads(person.say("permit.part2"));
  await person.page.getByText(person.say("permit.part2")).first().scrollIntoViewIfNeeded();
  await person.isPhotographed("sharing-stays.en");
  await person.leaves();
});

test("a word is enough to stop all sharing, at once", async () => {
  const person = await opens();
  await person.presses("consents.takeBackAll");
  const dialog = person.page.getByRole("dialog");
  await dialog.waitFor();
  await isAccessible(person.page, "everything");
  await dialog
    .getByRole("button", {
      name: person.say("consents.takeBackAll"),
      exact: true,
    })
    .click();
  await until(async () => {
    const { consents } = await ask(seat, "consents.show", { member });
    const sharing = consents.filter(({ provisions }) => 0 < provisions.length);
    expect(sharing.map(({ stands }) => stands)).toEqual(["withdrawn", "withdrawn"]);
  });
  await person.reads(person.begins("consents.stopped", { day: "" }, 26));
  await part(person, "consents.share");
  await person.chooses(person.say("sharing.with"), person.say("recipientKind.community"));
  await person.field("sharing.name").fill("Casa Abril");
  await person.presses("sharing.weigh");
  await person.sees("sharing.goes", { n: 0, who: "Casa Abril" });
  await person.leaves();
});

// R003, R003a: her yes is recorded with the enrolment.
test("a yes to ECM is written down where she is enrolled, once", async () => {
  const page = { offset: 0, limit: 100 };
  const { people } = await ask(seat, "caseload.list", {
    whose: "team",
    only: "everyone",
    page,
  });
  const sought = people.rows.find(({ stage: at }) => at === "outreach");
  if (!sought) throw new Error("the demo clinic looks for somebody");
  const person = await stage.sits(seat);
  await person.finds(sought.name);
  await person.presses("member.advance");
  const dialog = person.page.getByRole("dialog");
  await person.picks(person.say("stage.enrolled"), dialog);
  await person.picks(person.say("consents.saysYes"), dialog);
  await isAccessible(person.page, "everything");
  await person.isPhotographed("enrol-yes.en");
  await person.presses("member.advanceSave", undefined, dialog);
  await dialog.waitFor({ state: "detached" });
  const { consents } = await ask(seat, "consents.show", {
    member: sought.member,
  });
  expect(consents.map(({ kind, stands }) => [kind, stands])).toEqual([["ecm_opt_in", "in_force"]]);
  await person.leaves();
});
