// Somebody is asked nine questions, one of which speaks of danger; the supervisor sees it; the half-filled sheet survives.
// R051, R054, R060.
import { beforeAll, expect, test } from "vitest";
import { ask, ines, ruth, until, type Made, type Seat } from "./support/bridge";
import { tells } from "./support/browser";
import { isAccessible } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let made: Made;
let seat: Seat;
let member: { id: string; name: string; first: string };

beforeAll(async () => {
  made = await stage.world.of({ satchels: [ines, ruth] });
  seat = seatOf(made, ines);
  const { visits } = await ask(seat, "today.show", {});
  const [visit] = visits;
  const plan = await ask(seat, "plans.show", { member: visit?.member ?? "" });
  member = { id: plan.member, name: plan.name, first: plan.firstName };
});

async function opensAssessments(person: Person): Promise<void> {
  await person.finds(member.name);
  await person.page
    .getByRole("tab", { name: person.begins("member.tab.assessments") })
    .first()
    .click();
  await person.heading("assess.courses").waitFor();
}

async function begins(person: Person, short: string): Promise<void> {
  await opensAssessments(person);
  await person.page.getByRole("button", { name: short, exact: true }).click();
  await person.presses("assess.begin");
}

async function isAt(person: Person, n: number, of: number): Promise<void> {
  await person.sees("assess.question", { n, of });
}

test("her history is a sentence, a picture and the same numbers", async () => {
  const person = await stage.sits(seat);
  await opensAssessments(person);
  const course = person.page.getByRole("figure").filter({ hasText: "PHQ-9" });
  await course.waitFor();
  await person.presses("assess.showNumbers", { short: "PHQ-9" }, course);
  expect(await course.getByRole("row").count()).toBeGreaterThan(2);
  await isAccessible(person.page, "everything");
  await person.leaves();
});

test("keys answer, a reload loses nothing, and danger is not passed by", async () => {
  const person = await stage.sits(seat);
  await begins(person, "PHQ-9");
  for (let n = 1; n <= 4; n += 1) {
    await isAt(person, n, 10);
    await person.page.keyboard.press("1");
  }
  await isAt(person, 5, 10);
  await until(() => {
    expect(person.asked("drafts.keep").at(-1)?.body).toContain('"at":"5"');
  });
  await person.page.reload();
  await opensAssessments(person);
  await person.page
    .getByRole("button", {
      name: person.begins("assess.goOn", { short: "PHQ-9", when: "" }, 8),
    })
    .first()
    .click();
  for (let n = 5; n <= 8; n += 1) {
    await isAt(person, n, 10);
    await person.page.keyboard.press("1");
  }
  await isAt(person, 9, 10);
  await person.page.keyboard.press("2");
  await person.heading("assess.whatDone").or(person.page.getByText("988")).first().waitFor();
  await isAccessible(person.page, "everything");
  expect(await person.button("assess.tellSupervisor").isDisabled()).toBe(true);
  expect(await person.button("assess.next").count()).toBe(0);
  await person.picks(person.say("safetyAct.called_988"));
  await person.presses("assess.tellSupervisor");
  await isAt(person, 10, 10);
  await person.page.keyboard.press("1");
  await person.heading("assess.end").waitFor();
  await person.reads("Minimal or none");
  await isAccessible(person.page, "everything");
  await person.presses("assess.sign");
  await person.heading("assess.history").waitFor();
  const { rows } = await ask(seat, "assessments.list", { member: member.id });
  expect(rows[0]).toMatchObject({
    short: "PHQ-9",
    alarmed: true,
    outcomes: [{ value: 1 }],
  });
  await person.leaves();
});

test("the supervisor sees it first, and ticks it when she has looked after it", async () => {
  await stage.world.caughtUp(seat);
  const hers = seatOf(made, ruth);
  await ask(hers, "sync.now", {});
  await until(async () => {
    expect((await ask(hers, "today.show", {})).alerts).toHaveLength(1);
  });
  const person = await stage.sits(hers, "en");
  await person.speaks("es");
  await person.sees("today.alert", { name: member.name, short: "PHQ-9" });
  await isAccessible(person.page, "everything");
  await person.presses("today.alertDone");
  await person.page
    .getByText(person.say("today.alert", { name: member.name, short: "PHQ-9" }))
    .waitFor({ state: "detached" });
  await person.speaks("en");
  await person.leaves();
});

test("in Spanish the words of the screen are Spanish and the questions stay as published", async () => {
  const person = await stage.sits(seat);
  await person.speaks("es");
  await opensAssessments(person);
  await person.page.getByRole("button", { name: "GAD-7", exact: true }).click();
  await person.presses("assess.begin");
  await isAt(person, 1, 7);
  await person.reads("Feeling nervous, anxious or on edge");
  await person.presses("absent.asked_declined");
  await person.presses("assess.next");
  for (let n = 2; n <= 7; n += 1) {
    await isAt(person, n, 7);
    await person.picks("Several days");
    await person.presses("assess.next");
  }
  await person.heading("assess.end").waitFor();
  await person.sees("assess.noTotal");
  await isAccessible(person.page, "everything");
  await person.presses("assess.sign");
  await person.heading("assess.history").waitFor();
  await person.speaks("en");
  await person.leaves();
});

// R016 in part: what may hurt or endanger is asked only in private.
test("what nobody else should hear is asked only after who can hear", async () => {
  const person = await stage.sits(seat);
  await opensAssessments(person);
  await person.page.getByRole("button", { name: "EPDS", exact: true }).click();
  await person.sees("assess.aloneFirst");
  expect(await person.button("assess.begin").count()).toBe(0);
  await person.picks(person.say("company.accompanied"));
  await person.sees("assess.notAlone", { name: member.first });
  await isAccessible(person.page, "everything");
  await person.picks(person.say("company.alone"));
  await person.presses("assess.begin");
  await person.field("assess.total", { min: 0, max: 30 }).fill("31");
  await person.sees("assess.totalWrong", { min: 0, max: 30 });
  await person.field("assess.total", { min: 0, max: 30 }).fill("12");
  await person.presses("visit.pause");
  await person.heading("assess.courses").waitFor();
  await tells(person.page, { kind: "changed", topics: ["drafts"] });
  await person.leaves();
});

test("what was asked in a visit is linked to it and goes into its note", async () => {
  const person = await stage.sits(seat);
  await person.opensVisitOf(member.name);
  await person.presses("visit.start");
  const parts = person.page.getByRole("navigation", {
    name: person.say("visit.parts"),
  });
  await parts.getByRole("button", { name: person.begins("visit.part.ask") }).click();
  const part = person.region("visit.part.ask");
  await person.page.getByRole("button", { name: "PHQ-2", exact: true }).click();
  await person.presses("assess.begin");
  await isAt(person, 1, 2);
  await person.page.keyboard.press("1");
  await isAt(person, 2, 2);
  await person.page.keyboard.press("2");
  await person.presses("assess.sign");
  await parts.getByRole("button", { name: person.begins("visit.part.ask") }).click();
  await person.presses("visit.intoNote", undefined, part);
  expect(await person.field("visit.note").inputValue()).toContain("PHQ-2: 1 of 6, negative.");
  await person.leaves();
});
