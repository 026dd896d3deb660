// A care plan is worked on: a need, a goal in her words, a step, the order, and her yes.
import { beforeAll, expect, test } from "vitest";
import { addDays, monthNames, nearDay } from "../../ui/src/words/dates";
import { ask, deborah, ines, until, type Seat } from "./support/bridge";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: Seat;
let member: { id: string; name: string; first: string };

const wish = "Quiero leerle a mi hija antes de dormir.";
const meaning = "I want to read to my daughter before she sleeps.";
const barrier = "Her glasses broke in March.";
const alone = "Nobody to sit with in the evening.";
const step = "Ask the lens bank for reading glasses";

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  const today = await ask(seat, "today.show", {});
  const visit = today.visits.find(({ appointment }) => appointment.time === "09:00");
  const plan = await ask(seat, "plans.show", { member: visit?.member ?? "" });
  member = { id: plan.member, name: plan.name, first: plan.firstName };
});

function goalCard(person: Person, text: string) {
  return person.page.getByRole("article").filter({ hasText: text });
}

// R055, R056: a need is written down in its area, and the wheel counts the areas asked about.
test("an area nobody had asked about is asked about", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  const before = (await ask(seat, "plans.show", { member: member.id })).needs;
  await person.page
    .getByRole("link", { name: person.say("plan.short.social"), exact: true })
    .click();
  const panel = person.region("domain.social");
  await person.sees("plan.notAsked", undefined, panel);
  await person.presses("plan.addAnswer", undefined, panel);
  await person.picks(person.say("standing.has_need"), panel);
  await person.presses("form.save", undefined, panel);
  await person.sees("why.missing", undefined, panel);
  await person.field("plan.needWords", undefined, panel).fill(alone);
  await person.presses("form.save", undefined, panel);
  await person.reads(alone, panel);
  const areas = new Set(before.map(({ domain }) => domain)).size;
  const label = person.say("plan.wheel", { n: areas + 1, of: 12 });
  // What was just typed reads the same before it is saved: the wheel counts only what is.
  await person.page.getByRole("listbox", { name: label, exact: true }).waitFor();
  await person.leaves();
});

// R052. R006 in part: a goal has no place without an area; a step is in that of its goal.
test("a goal half written is there after a reload, and is added in her words", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  await person.presses("plan.addGoal");
  const herWords = person.field("plan.herWords", { name: member.first });
  await herWords.pressSequentially(wish);
  await person.reads(person.begins("draft.kept", { when: "" }));
  await until(() => {
    expect(person.asked("drafts.keep").at(-1)?.body).toContain(wish);
  });

  await person.page.reload();
  await person.opensPlanOf(member.name);
  await person.page.getByRole("button", { name: person.begins("form.goOn", { when: "" }) }).click();
  await herWords.waitFor();
  expect(await herWords.inputValue()).toBe(wish);

  await person.presses("plan.addThisGoal");
  await person.sees("why.missing");
  await person.chooses(person.say("plan.area"), person.say("domain.social"));
  await person.field("plan.translation", { language: "English" }).fill(meaning);
  await person.presses("plan.addThisGoal");
  await person.reads(wish, goalCard(person, wish));
  await person.reads(meaning, goalCard(person, wish));
  expect(person.asked("goals.put")).toEqual([
    {
      member: member.id,
      seen: "",
      statement: { text: wish, language: "es", translation: meaning },
      domain: "social",
      barrier: "",
      strength: "",
    },
  ]);
  await person.leaves();
});

// R076 in part: what is in the way stands with the goal.
test("a change sends the changed field and nothing else", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  const { goals } = await ask(seat, "plans.show", { member: member.id });
  const goal = goals.find(({ statement }) => statement.text === wish);
  await person.presses("plan.change", undefined, goalCard(person, wish));
  await person.field("plan.barrier").fill(barrier);
  await person.presses("form.save");
  await person.sees("plan.inTheWay", { what: barrier });
  expect(person.asked("goals.put")).toEqual([
    { member: member.id, goal: goal?.goal, seen: goal?.seen, barrier },
  ]);
  await person.leaves();
});

// R084 in part: a goal, the steps towards it, and what is done of them.
test("a step has somebody who does it and a day, and is done with one press", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  const card = goalCard(person, wish);
  const { day: today } = await ask(seat, "today.show", {});
  const { staff } = await ask(seat, "plans.show", { member: member.id });
  const nurse = staff.find(({ name }) => name.startsWith(deborah))?.name ?? "";
  const due = addDays(today, 9);
  const [year = "", month = "", day = ""] = due.split("-");
  await person.presses("plan.addStep", undefined, card);
  await person.field("plan.what", undefined, card).fill(step);
  await person.chooses(person.say("plan.owner"), nurse, card);
  const monthName = monthNames("en-US")[Number(month) - 1] ?? "";
  await person.chooses(person.say("dayField.month"), monthName, card);
  await person.field("dayField.day", undefined, card).fill(String(Number(day)));
  await person.field("dayField.year", undefined, card).fill(year);
  await person.presses("plan.addThisStep", undefined, card);
  const row = card.getByRole("listitem").filter({ hasText: step });
  await person.reads(nurse, row);
  await person.reads(nearDay("en-US", due, today), row);

  await person.presses("plan.tick", { what: step }, row);
  await row.getByRole("button", { pressed: true }).waitFor();
  const put = person.asked("interventions.put").at(-1);
  expect(Object.keys(put ?? {}).toSorted()).toEqual([
    "goal",
    "intervention",
    "member",
    "seen",
    "status",
  ]);
  await person.leaves();
});

// R007, R052: the goals are in her order.
test("her order is changed with the keyboard, and the focus stays with the goal", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  const before = (await ask(seat, "plans.show", { member: member.id })).goals.length;
  const up = person.button("plan.up", undefined, goalCard(person, wish));
  await up.focus();
  await person.page.keyboard.press("Enter");
  await person.sees("plan.moved", { n: before - 1, of: before });
  await until(async () => {
    const order = (await ask(seat, "plans.show", { member: member.id })).goals;
    expect(order[before - 2]?.statement.text).toBe(wish);
    expect(await up.evaluate((button) => button === document.activeElement)).toBe(true);
  });
  await person.leaves();
});

// R057. R053 in part: the next review is due 90 days after she agreed. R050 in part: the plan, not the
// assessment.
test("she agrees to the plan, in her language", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  await person.presses("plan.agreeAgain");
  await person.sees("plan.agreeTitle", { name: member.first });
  await person.presses("plan.agreeSave", { name: member.first });
  // Her agreement of a quarter ago already says "agreed" in the same words: the day is what changes.
  const { day: today } = await ask(seat, "today.show", {});
  await until(async () => {
    const plan = await ask(seat, "plans.show", { member: member.id });
    expect(plan.agreedOn).toBe(today);
    expect(plan.agreedLanguage).toBe("es");
    expect(plan.reviewDaysLeft).toBe(90);
  });
  await person.sees("plan.agreedYou");
  await person.leaves();
});
