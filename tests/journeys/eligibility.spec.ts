// Why ECM: a population nobody could speak to is settled by one question asked right there; a visit is judged; the
// evaluation is kept.
import { beforeAll, expect, test } from "vitest";
import type { PopulationView } from "../../ui/src/contract/generated";
import { ask, ines, until, type Seat } from "./support/bridge";
import { isAccessible, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: Seat;
let member: { id: string; name: string };

const page = { offset: 0, limit: 100 };

async function outcome(code: string): Promise<PopulationView["outcome"] | undefined> {
  const { populations } = await ask(seat, "eligibility.show", { member: member.id });
  return populations.find((population) => population.code === code)?.outcome;
}

/** The person with most visits and stays of the year, so that the picture is worth looking at. */
beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  const list = await ask(seat, "caseload.list", { whose: "team", only: "everyone", page });
  const events = await Promise.all(
    list.people.rows.map(async ({ member: id, name, age }) => {
      const shown = await ask(seat, "eligibility.show", { member: id });
      return { id, name, age: age ?? 0, events: shown.events.length };
    }),
  );
  const adults = events.filter(({ age }) => 21 <= age);
  const [most] = adults.toSorted((one, other) => other.events - one.events);
  if (!most) throw new Error("the demo clinic has adults");
  member = most;
});

async function opens(): Promise<Person> {
  const person = await stage.sits(seat);
  await person.finds(member.name);
  await person.page.getByRole("tab", { name: person.say("member.tab.eligibility") }).click();
  await person.heading("eligibility.title").waitFor();
  return person;
}

test("R030: what is missing is asked and answered right there, and the population fits or does not", async () => {
  const person = await opens();
  expect(await outcome("homeless_adult")).toBe("unknown");
  const card = person.page.getByRole("group").filter({
    has: person.page.getByText(person.say("member.population.homeless_adult"), { exact: true }),
  });
  await card.locator("summary").click();
  await person.reads(person.say("factAsk.homeless_status"), card);
  const answer = { what: person.say("fact.homeless_status") };
  await person.presses("eligibility.answerFor", answer, card);
  await person.presses("form.save", undefined, card);
  await person.sees("eligibility.chooseOne", undefined, card);
  await person.picks(person.say("factValue.stable"), card);
  await person.isPhotographed("eligibility-answer.en");
  await isAccessible(person.page, "everything");
  await person.presses("form.save", undefined, card);
  await until(async () => expect(await outcome("homeless_adult")).toBe("not_met"));
  await person.leaves();
});

test("R154: a stay is judged where it stands", async () => {
  const person = await opens();
  const shown = await ask(seat, "eligibility.show", { member: member.id });
  const event = shown.events.at(0);
  if (!event) throw new Error("she has visits or stays");
  const mark = event.emergency ? "preventable" : "unplanned";
  const table = person.page.getByRole("table");
  await table
    .getByRole("button", { name: person.say(`eligibility.column.${mark}`) })
    .first()
    .click();
  await person.page.getByRole("option", { name: person.say("factValue.yes"), exact: true }).click();
  await until(async () => {
    const now = await ask(seat, "eligibility.show", { member: member.id });
    const judged = now.events.find(({ id }) => id === event.id);
    expect(judged?.[mark]).toBe(true);
  });
  await person.leaves();
});

test("R030: how it stands is kept, in both languages and by day and night", async () => {
  const person = await opens();
  await person.presses("eligibility.keep");
  await person.sees("eligibility.keepHint");
  const { kept } = await ask(seat, "eligibility.show", { member: member.id });
  expect(kept.length).toBe(1);
  await person.isPhotographed("eligibility.en");
  await isAccessible(person.page, "everything");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.heading("eligibility.title").waitFor();
  await person.isPhotographed("eligibility-dark.es");
  await isAccessible(person.page, "everything");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  await person.leaves();
});
