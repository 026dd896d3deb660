// Outreach: somebody new from the street, one press for what came of it and a way back, a no that is opened again, and a
// suggestion that becomes a task.
import { beforeAll, expect, test } from "vitest";
import { ask, ines, until, type Seat } from "./support/bridge";
import { isAccessible, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: Seat;

const page = { offset: 0, limit: 100 };

async function list(only: "to_find" | "declined") {
  return ask(seat, "outreach.list", { whose: "mine", only, page });
}

async function rowOf(name: string) {
  const { people } = await list("to_find");
  return people.rows.find((row) => row.name === name);
}

/** How many were made, whether the clinic has them or not. */
function triesOf(row: Awaited<ReturnType<typeof rowOf>>): number {
  return row === undefined ? 0 : row.made.atClinic + row.made.unsent;
}

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
});

async function opens(): Promise<Person> {
  const person = await stage.sits(seat);
  await person.page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  return person;
}

test("R022, R044: somebody new is met on the street and the first attempt is one press away, in Spanish", async () => {
  const person = await opens();
  await person.speaks("es");
  await person.page.keyboard.press("Control+k");
  await person.page
    .getByRole("searchbox", { name: person.say("find.label") })
    .fill(person.say("place.outreach"));
  await person.page
    .getByRole("option", { name: person.say("place.outreach") })
    .first()
    .click();
  await person.heading("place.outreach").waitFor();
  await person.presses("meet.button");
  await person.field("meet.called").fill("Chamarra roja");
  await person.field("meet.place").fill("Puente de la calle 4");
  await person.presses("meet.save");
  const taps = person.page.getByRole("group", {
    name: person.say("outreach.whatCame"),
  });
  await taps.waitFor();
  await isAccessible(person.page, "everything");
  await taps.getByRole("button", { name: "Hablamos", exact: true }).click();
  await person.button("outreach.undo").waitFor();
  await until(async () => {
    const found = await rowOf("Chamarra roja");
    expect(found).toMatchObject({ source: "met", says: "open" });
    expect(triesOf(found)).toBe(1);
  });

  // It was somebody else: a slip is taken back in one press, and stays on the record.
  await person.presses("outreach.undo");
  await person.sees("outreach.undone");
  const row = await rowOf("Chamarra roja");
  expect(row).toMatchObject({ last: null });
  expect(triesOf(row)).toBe(0);
  const { attempts } = await ask(seat, "outreach.show", {
    member: row?.member ?? "",
  });
  expect(attempts.map(({ takenBack }) => takenBack !== null)).toEqual([true]);
  await person.speaks("en");
  await person.leaves();
});

test("R044, R045: what does not count says why, and a no is a word of its own that is opened again", async () => {
  const person = await opens();
  const { people } = await list("to_find");
  const somebody = people.rows.find(({ says, phone }) => says === "open" && phone !== null);
  const name = somebody?.name ?? "";
  await person.goes("outreach");
  await person.presses("outreach.logFor", { name });
  const row = person.page.getByRole("listitem").filter({ hasText: name });
  await row
    .getByRole("radio", { name: "Phone call" })
    .or(row.getByText("Phone call", { exact: true }))
    .first()
    .click();
  await row.getByRole("button", { name: "Wrong number", exact: true }).click();
  await person.reads(/A wrong number never reached the right line/, row);
  await until(async () => {
    const found = await rowOf(name);
    expect(triesOf(found) - (found?.made.counted ?? 0)).toBeGreaterThan(0);
  });

  await person.finds(name);
  await person.page.getByRole("tab", { name: person.say("member.tab.outreach") }).click();
  await person.presses("outreach.sayDeclined");
  await person.field("outreach.theirWords").fill("My cousin helps me.");
  await isAccessible(person.page, "everything");
  await person.page
    .getByRole("tabpanel")
    .getByRole("button", {
      name: person.say("offerSays.declined"),
      exact: true,
    })
    .click();
  await person.sees("outreach.isDeclined");
  expect(await rowOf(name)).toBeUndefined();
  expect((await list("declined")).people.rows.map((each) => each.name)).toContain(name);
  await person.presses("outreach.sayOpen");
  await person.page
    .getByRole("tabpanel")
    .getByRole("button", { name: person.say("outreach.sayOpen"), exact: true })
    .click();
  await until(async () => {
    expect(await rowOf(name)).toBeDefined();
  });
  await person.leaves();
});

test("R047: the word owed to a program that is not the ECM provider becomes a task in one press", async () => {
  const { people } = await ask(seat, "caseload.list", {
    whose: "team",
    only: "everyone",
    page,
  });
  const shown = await Promise.all(
    people.rows.map(async ({ member, name }) => {
      const { programmes } = await ask(seat, "outreach.show", { member });
      return {
        member,
        name,
        suggested: programmes.some(({ suggested }) => suggested),
      };
    }),
  );
  const somebody = shown.find(({ suggested }) => suggested);
  if (!somebody) throw new Error("the demo clinic has a person in Black Infant Health");
  const person = await opens();
  await person.finds(somebody.name);
  await person.page.getByRole("tab", { name: person.say("member.tab.outreach") }).click();
  await person.presses("outreach.consultMake");
  await until(async () => {
    const { tasks } = await ask(seat, "plans.show", {
      member: somebody.member,
    });
    expect(tasks.map(({ what }) => what)).toContain(
      person.say("outreach.consultTask", { short: "BIH" }),
    );
  });
  await person.isPhotographed("outreach-person.en");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.isPhotographed("outreach-person.es-dark");
  await person.leaves();
});
