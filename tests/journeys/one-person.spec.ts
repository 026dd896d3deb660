// Somebody is met in the field whom the clinic has already. Her record begins with a few words; the supervisor sees the
// two side by side, says that they are one, and takes it back.
import { beforeAll, expect, test } from "vitest";
import { ask, ines, ruth, until, type Seat } from "./support/bridge";
import { exchanges } from "./support/late";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seats: { field: Seat; office: Seat };
let known: { member: string; name: string; given: string; family: string; birthDate: string };

const page = { offset: 0, limit: 100 };

/** How many people of this name are in a satchel. */
async function ofHerName(seat: Seat): Promise<number> {
  const { people } = await ask(seat, "caseload.list", { whose: "team", only: "everyone", page });
  return people.rows.filter(({ name }) => name === known.name).length;
}

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, ruth] });
  seats = { field: seatOf(made, ines), office: seatOf(made, ruth) };
  await exchanges(stage.world, seats.field);
  const { people } = await ask(seats.field, "caseload.list", {
    whose: "mine",
    only: "everyone",
    page,
  });
  const [row] = people.rows;
  if (!row) throw new Error("the demo clinic's lead has people");
  const { member, name, names, birthDate } = await ask(seats.field, "members.show", row);
  known = {
    member,
    name,
    given: names.given[0] ?? "",
    family: names.family,
    birthDate: birthDate ?? "",
  };
  await stage.world.assigns(member, ruth);
  for (const seat of [seats.field, seats.office, seats.field]) await exchanges(stage.world, seat);
  expect(await ofHerName(seats.field)).toBe(0);
});

test("a few words begin her record, without a network", async () => {
  const field = await stage.sits(seats.field);
  await field.goes("caseload");
  await field.presses("meet.button");
  await field.heading("meet.title").waitFor();
  await field.presses("meet.save");
  await field.sees("meet.missing");
  await field.field("meet.given").fill(known.given);
  await field.field("meet.family").fill(known.family);
  await field.sees("meet.nobody");
  const [year, month, day] = known.birthDate.split("-").map(Number);
  const word = new Date(2026, (month ?? 1) - 1, 1).toLocaleString("en-US", { month: "long" });
  await field.chooses(field.say("dayField.month"), word);
  await field.field("dayField.day").fill(String(day));
  await field.field("dayField.year").fill(String(year));
  await field.field("meet.place").fill("Casa Abril shelter, hall B");
  await field.isPhotographed("meet.en");
  await field.speaks("es");
  await field.isPhotographed("meet.es");
  await field.speaks("en");
  await field.presses("meet.save");
  await field.page.getByRole("heading", { level: 1, name: known.given }).waitFor();
  // Once more: now she is somebody here.
  await field.goes("caseload");
  await field.presses("meet.button");
  await field.field("meet.given").fill(known.given);
  await field.field("meet.family").fill(known.family);
  await field.sees("likenessWhy.name");
  await field.isPhotographed("meet-known.en");
  await field.presses("form.throwAway");
  await field.leaves();
});

test("the supervisor joins the two, and it is one person on both laptops", async () => {
  for (const seat of [seats.field, seats.office]) await exchanges(stage.world, seat);
  expect(await ofHerName(seats.office)).toBe(2);
  const office = await stage.sits(seats.office);
  await office.goesToSync();
  await office.sees("review.why.same_person");
  await office.isPhotographed("same-person.en");
  await office.speaks("es");
  await office.isPhotographed("same-person.es");
  await office.speaks("en");
  await office.presses("samePerson.same");
  await until(async () => expect(await ofHerName(seats.office)).toBe(1));
  for (const seat of [seats.office, seats.field, seats.field]) await exchanges(stage.world, seat);
  for (const seat of [seats.office, seats.field]) expect(await ofHerName(seat)).toBe(1);
  await office.finds(known.name);
  await office.presses("samePerson.records", { n: 2 });
  await office.sees("samePerson.recordsMore");
  await office.isPhotographed("joined.en");
  await office.speaks("es");
  await office.isPhotographed("joined.es");
  await office.speaks("en");
  await office.leaves();
});

test("taken back, they are two people again", async () => {
  const office = await stage.sits(seats.office);
  await office.finds(known.name);
  await office.presses("samePerson.records", { n: 2 });
  await office.presses("samePerson.undo");
  await until(async () => expect(await ofHerName(seats.office)).toBe(2));
  for (const seat of [seats.office, seats.field, seats.field]) await exchanges(stage.world, seat);
  expect(await ofHerName(seats.office)).toBe(2);
  expect(await ofHerName(seats.field)).toBe(1);
  await office.goesToSync();
  await office.sees("conflict.noneTitle");
  await office.leaves();
});
