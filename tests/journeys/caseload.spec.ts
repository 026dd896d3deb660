// Finding people, reading their records, and keeping them private at a shelter's table.
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { memberTabs } from "../../ui/src/app/navigation";
import type { CaseloadFilter, CaseloadRow } from "../../ui/src/contract/generated";
import { filters } from "../../ui/src/features/caseload/filters";
import { initials } from "../../ui/src/kit/Name/name";
import { ask, ines, until, type Seat } from "./support/bridge";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";
import { literal } from "./support/words";

const stage = Stage.set();
let seat: Seat;
let people: CaseloadRow[];
let visited: { member: string; name: string; visit: string };
let person: Person;

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  people = (await listed("everyone")).people.rows;
  const { visits } = await ask(seat, "today.show", {});
  const [first] = visits;
  if (!first) throw new Error("nobody is to be visited in the demo clinic");
  visited = first;
});

beforeEach(async () => {
  person = await stage.sits(seat);
});

function listed(only: CaseloadFilter) {
  return ask(seat, "caseload.list", { whose: "mine", only, page: { offset: 0, limit: 100 } });
}

function tab(id: (typeof memberTabs)[number]) {
  return person.page.getByRole("tab", { name: person.begins(`member.tab.${id}`) }).first();
}

test("each filter shows as many people as it says", async () => {
  await person.goes("caseload");
  const { counts } = await listed("everyone");
  for (const { id, count } of filters(counts)) {
    const name = new RegExp(`^${literal(person.say(`caseload.filter.${id}`))}\\s*${count}$`);
    await person.page.getByRole("radio", { name }).click();
    const rows = person.page.getByRole("rowgroup").last().getByRole("row");
    if (count === 0) await person.sees("caseload.nobodyHere");
    else await until(async () => expect(await rows.count()).toBe(count));
  }
  await person.leaves();
});

test("a person is found by a part of the name, without accents, with the keyboard alone", async () => {
  const plain = visited.name
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .slice(0, 7)
    .toLowerCase();
  await person
    .heading("today.firstTitle")
    .or(person.page.getByRole("heading", { level: 1 }))
    .first()
    .waitFor();
  await person.page.keyboard.press("Control+k");
  await person.page.keyboard.type("nobody by this name");
  await person.sees("find.nothing");
  await person.page.getByRole("searchbox").fill(plain);
  await person.page.getByRole("option", { name: visited.name }).first().waitFor();
  // Down to what was written, up to her again.
  await person.page.keyboard.press("ArrowDown");
  await person.page.keyboard.press("ArrowUp");
  await person.page.keyboard.press("Enter");
  await person.page.getByRole("heading", { level: 1, name: visited.name }).waitFor();
  await person.leaves();
});

test("what was written is found by its words, and opens where it stands", async () => {
  const [task] = (await ask(seat, "plans.show", { member: visited.member })).tasks;
  if (!task) throw new Error("she has no task in the demo clinic");
  const words = task.what.split(" ").filter((word) => 3 < word.length);
  await person.page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
  await person.page.keyboard.press("Control+k");
  await person.page.getByRole("searchbox").fill(words.slice(0, 3).join(" "));
  const option = person.page.getByRole("option", { name: visited.name }).last();
  await option.getByText(words[0] ?? "").waitFor();
  await option.click();
  await person.reads(task.what);
  await person.leaves();
});

test("every section of a record opens, and the record line goes back to its beginning", async () => {
  const totals = await Promise.all(
    people.map(async ({ member, name }) => {
      const page = { offset: 0, limit: 1 };
      return { name, total: (await ask(seat, "timeline.list", { member, page })).total };
    }),
  );
  const longest = totals.toSorted((a, b) => b.total - a.total)[0];
  expect(longest?.total).toBeGreaterThan(25);
  await person.finds(longest?.name ?? "");
  const line = person.page.getByRole("list", { name: person.say("member.recordLine") });
  const more = line.getByRole("button", { name: /./ });
  for (let shown = 25; shown < (longest?.total ?? 0); shown += 25) {
    await person.presses("member.showEarlierOf", { n: (longest?.total ?? 0) - shown }, line);
  }
  await until(async () => expect(await line.locator("time").count()).toBe(longest?.total));
  expect(await more.count()).toBe(0);
  for (const id of memberTabs) {
    await tab(id).click();
    const panel = person.page.getByRole("tabpanel").first();
    await until(async () => expect(await panel.innerText()).not.toBe(""));
  }
  await person.leaves();
});

test("what to know at the door is changed, and only that is sent", async () => {
  const words = "Ring twice. The neighbor’s boy opens.";
  await person.finds(visited.name);
  await tab("contact").click();
  await person.presses("plan.change");
  await person.field("visit.doorSay").fill(words);
  await person.presses("form.save");
  await person.button("plan.change").waitFor();
  await person.reads(words, person.region("visit.atTheDoor"));
  const [edit] = person.asked("members.edit");
  expect(Object.keys(edit ?? {}).toSorted()).toEqual(["door", "member", "seen"]);
  expect(edit?.door?.say).toBe(words);
  await person.leaves();
});

test("hidden names are initials on every screen", async () => {
  await stage.world.network("cut");
  await person.presses("page.hideNames");
  const first = initials(visited.name);
  await hidesOnThisScreen();
  await person.goes("caseload");
  await hidesOnThisScreen();
  await person.page
    .getByRole("row", { name: new RegExp(literal(first)) })
    .first()
    .click();
  await person.page.getByRole("heading", { level: 1, name: first }).waitFor();
  for (const id of memberTabs) {
    await tab(id).click();
    await hidesOnThisScreen();
  }
  await person.presses("plan.title");
  await person.heading("plan.title").waitFor();
  await person.page
    .getByRole("button", { pressed: false, name: person.begins("plan.tick", { what: "" }, 6) })
    .first()
    .click();
  await hidesOnThisScreen();
  await person.goesToSync();
  await hidesOnThisScreen();
  await person.goes("today");
  await person.opensVisitOf(first);
  await person.heading("visit.atTheDoor").waitFor();
  await hidesOnThisScreen();
  await person.presses("page.hideNames");
  await person.page.getByRole("heading", { level: 1, name: visited.name }).waitFor();
  await stage.world.network("up");
  await person.leaves();

  /** Neither shown nor read aloud nor in the title. */
  async function hidesOnThisScreen() {
    await until(async () => {
      const shown = `${await person.page.title()} ${await person.page.content()}`;
      expect(people.filter(({ name }) => shown.includes(name)).map(({ name }) => name)).toEqual([]);
    });
  }
});

describe("a visit", () => {
  test("goes on in the other language, with everything typed", async () => {
    const typed = "We read the letter from the county together.";
    await person.opensVisitOf(visited.name);
    await person.presses("visit.start");
    await person.field("visit.note").pressSequentially(typed);
    await person.speaks("es");
    await person.heading("visit.part.goals").waitFor();
    expect(await person.field("visit.note").inputValue()).toBe(typed);
    await person.field("visit.note").press("End");
    await person.field("visit.note").pressSequentially(" Y la contestamos.");
    await person.speaks("en");
    expect(await person.field("visit.note").inputValue()).toBe(`${typed} Y la contestamos.`);
    await person.leaves();
  });
});
