// Something was entered for the wrong member: it is taken off the record with a reason, put back at once, taken off again,
// and put back later by a colleague who finds it in the history.
import { beforeAll, expect, test } from "vitest";
import { memberTabs } from "../../ui/src/app/navigation";
import type { Health } from "../../ui/src/contract/generated";
import { ask, deborah, ines, until, type Seat } from "./support/bridge";
import { exchanges } from "./support/late";
import { isAccessible, looks, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seats: { hers: Seat; office: Seat };
let member: string;
let name: string;
let medicine: string;

const why = "Read off her sister’s bottle";

async function health(seat: Seat): Promise<Health> {
  return ask(seat, "health.show", { member });
}

/** How often the medicine is on the list. */
async function listed(seat: Seat): Promise<number> {
  const { medicines } = await health(seat);
  return medicines.filter(({ coding }) => coding.display === medicine).length;
}

async function opens(person: Person, id: (typeof memberTabs)[number]): Promise<void> {
  await person.finds(name);
  await person.page
    .getByRole("tab", { name: person.begins(`member.tab.${id}`) })
    .first()
    .click();
}

async function removes(person: Person): Promise<void> {
  await person.page.getByRole("link", { name: medicine, exact: true }).click();
  await person.presses("remove.ask");
  await person.field("remove.why").fill(why);
  await person.presses("remove.do");
  await person.sees("remove.done", { what: medicine });
}

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, deborah] });
  seats = { hers: seatOf(made, ines), office: seatOf(made, deborah) };
  for (const seat of [seats.hers, seats.office]) await exchanges(stage.world, seat);
  const page = { offset: 0, limit: 100 };
  const all = { whose: "mine", only: "everyone", page } as const;
  const { people } = await ask(seats.hers, "caseload.list", all);
  for (const row of people.rows) {
    const { medicines } = await ask(seats.hers, "health.show", { member: row.member });
    const names = medicines.map(({ coding }) => coding.display);
    const once = names.find((each) => names.indexOf(each) === names.lastIndexOf(each));
    if (once === undefined) continue;
    member = row.member;
    name = row.name;
    medicine = once;
    return;
  }
  throw new Error("somebody takes a medicine");
});

test("a medicine is removed with a reason, and put back at once", async () => {
  const person = await stage.sits(seats.hers);
  await opens(person, "health");
  await person.page.getByRole("link", { name: medicine, exact: true }).click();
  await person.presses("remove.ask");
  await person.presses("remove.do");
  // Without a reason nothing is removed.
  await until(() => {
    expect(person.asked("things.remove")).toHaveLength(1);
  });
  expect(await listed(seats.hers)).toBe(1);
  await person.field("remove.why").fill(why);
  for (const look of looks) {
    await wears(person, look, "en");
    await isAccessible(person.page, look.name === "light" ? "everything" : "colours");
    await person.isPhotographed(`removal.en-${look.name}`);
  }
  await wears(person, { theme: "light", contrast: "normal" }, "es");
  await person.isPhotographed("removal.es");
  await reflows(person, "es");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  await person.presses("remove.do");
  await person.sees("remove.done", { what: medicine });
  expect(await listed(seats.hers)).toBe(0);
  await person.isPhotographed("removed.en");
  await person.presses("remove.undo");
  await until(async () => expect(await listed(seats.hers)).toBe(1));
  await removes(person);
  await person.leaves();
});

test("a colleague finds it in the history and puts it back", async () => {
  for (const seat of [seats.hers, seats.office]) await exchanges(stage.world, seat);
  expect(await listed(seats.office)).toBe(0);
  const person = await stage.sits(seats.office);
  await opens(person, "timeline");
  const event = person.page.getByRole("listitem").filter({ hasText: why });
  await person.reads(medicine, event);
  await person.isPhotographed("removed-history.en");
  await person.presses("remove.undo", undefined, event);
  await until(async () => expect(await listed(seats.office)).toBe(1));
  for (const seat of [seats.office, seats.hers]) await exchanges(stage.world, seat);
  expect(await listed(seats.hers)).toBe(1);
  await person.leaves();
});
