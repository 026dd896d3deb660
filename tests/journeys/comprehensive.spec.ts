// A life is spoken about, area by area, in pieces; what was known is taken over; what was found becomes a goal in her words.
import { beforeAll, expect, test } from "vitest";
import { ask, deborah, ines, until, type Made, type Seat } from "./support/bridge";
import { laptop } from "./support/browser";
import { exchanges } from "./support/late";
import { isAccessible, isReachable, looks, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const plain = { theme: "light", contrast: "normal" } as const;
const phone = { width: 320, height: 640 };
const cramped = "Eight beds in one hall; the light stays on";
const wish = "Quiero una puerta que sea mía.";
let made: Made;
let seat: Seat;
let member: { id: string; name: string; first: string };

beforeAll(async () => {
  made = await stage.world.of({ satchels: [ines, deborah] });
  seat = seatOf(made, ines);
  const { visits } = await ask(seat, "today.show", {});
  const first = visits.find(({ appointment }) => appointment.time === "09:00");
  const plan = await ask(seat, "plans.show", { member: first?.member ?? "" });
  member = { id: plan.member, name: plan.name, first: plan.firstName };
});

async function opensAssessments(person: Person): Promise<void> {
  await person.finds(member.name);
  await person.page
    .getByRole("tab", { name: person.begins("member.tab.assessments") })
    .first()
    .click();
  await person.heading("comprehensive.title").waitFor();
}

async function isAt(person: Person, area: string): Promise<void> {
  await person.page.getByRole("heading", { name: area, exact: true }).waitFor();
}

/** Goes to an area by its heading, and by its name beneath it. */
async function turnsTo(person: Person, group: string, area: string): Promise<void> {
  const areas = person.page.getByRole("navigation", {
    name: person.say("comprehensive.areas"),
  });
  await areas.getByRole("button", { name: new RegExp(`^${group}`) }).click();
  await areas.getByRole("button", { name: new RegExp(`^${area}`) }).click();
  await isAt(person, area);
}

test("r056 areas are answered by keys, and a reload loses none of them", async () => {
  const person = await stage.sits(seat);
  await opensAssessments(person);
  await person.presses("comprehensive.start");
  await isAt(person, "Physical health");
  await person.page.keyboard.press("2");
  await isAt(person, "Teeth and mouth");
  await person.page.keyboard.press("3");
  await isAt(person, "Pregnancy and birth");
  await person.sees("comprehensive.far", { n: 2, of: 22 });
  await until(() => {
    expect(person.asked("drafts.keep").at(-1)?.body).toContain("perinatal");
  });
  await person.page.reload();
  await opensAssessments(person);
  await person.page
    .getByRole("button", {
      name: person.begins("comprehensive.goOn", { when: "" }, 6),
    })
    .click();
  await person.sees("comprehensive.far", { n: 2, of: 22 });
  await isAt(person, "Pregnancy and birth");
  await person.leaves();
});

test("r060 what is known stands there with its day, and is taken over by one press", async () => {
  const person = await stage.sits(seat);
  await opensAssessments(person);
  await person.page
    .getByRole("button", {
      name: person.begins("comprehensive.goOn", { when: "" }, 6),
    })
    .click();
  await turnsTo(person, "Mind", "Mental health");
  const known = person.region("known.title");
  await known.getByText("PHQ-9").waitFor();
  await turnsTo(person, "Home, money and people", "Housing");
  await person.picks(person.say("homeKind.shelter"));
  await person.picks(person.say("comprehensive.means.assessed"));
  await person.field("comprehensive.words.assessed").fill(cramped);
  await person.isPhotographed("comprehensive-housing.en-light");
  await isReachable(person.page, person.button("assess.next"));
  for (const language of ["en", "es"] as const) {
    for (const look of looks) {
      await wears(person, look, language);
      await isAccessible(person.page, look.name === "light" ? "everything" : "colours");
      await person.isPhotographed(`comprehensive-housing.${language}-${look.name}`);
    }
    await wears(person, plain, language);
    await reflows(person, language);
    await person.page.setViewportSize(phone);
    await person.isPhotographed(`comprehensive-housing.${language}-narrow`);
    await person.page.setViewportSize(laptop);
  }
  await wears(person, plain, "en");
  await person.leaves();
});

test("r056 nobody signs what was not spoken about, and the rest is put off by one press", async () => {
  const person = await stage.sits(seat);
  await opensAssessments(person);
  await person.page
    .getByRole("button", {
      name: person.begins("comprehensive.goOn", { when: "" }, 6),
    })
    .click();
  const areas = person.page.getByRole("navigation", {
    name: person.say("comprehensive.areas"),
  });
  await areas.getByRole("button", { name: person.say("comprehensive.end") }).click();
  await person.heading("comprehensive.end").waitFor();
  expect(await person.button("assess.sign").isDisabled()).toBe(true);
  await person.page.getByRole("link", { name: "Food", exact: true }).waitFor();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("comprehensive-end.en-light");
  await wears(person, plain, "es");
  await person.isPhotographed("comprehensive-end.es-light");
  await reflows(person, "es");
  await wears(person, plain, "en");
  await person.page.getByRole("button", { name: /^Put the rest off/ }).click();
  await person.sees("comprehensive.far", { n: 22, of: 22 });
  await person.field("comprehensive.strengths", { name: member.first }).fill("She never gives up.");
  await person.presses("assess.sign");
  await person.heading("plan.title").waitFor();
  const list = await ask(seat, "comprehensive.list", { member: member.id });
  expect([list.rows.length, list.rows[0]?.needs, list.draftKeptAt]).toEqual([1, 1, null]);
  await person.leaves();
});

test("r052 what was found is suggested, and becomes a goal only in her words", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  const goals = (await ask(seat, "plans.show", { member: member.id })).goals.length;
  const card = person.page.getByRole("listitem").filter({ hasText: "a door that I can lock" });
  await card.getByText(cramped).waitFor();
  await card.scrollIntoViewIfNeeded();
  await person.isPhotographed("plan-suggested.en-light");
  await isAccessible(person.page, "everything");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.isPhotographed("plan-suggested.es-dark");
  await wears(person, plain, "en");
  await person.presses("suggest.take", undefined, card);
  const words = person.field("plan.herWords", { name: member.first });
  await words.fill(wish);
  await person.isPhotographed("plan-suggested-taken.en-light");
  await person.presses("plan.addThisGoal");
  await until(async () => {
    const plan = await ask(seat, "plans.show", { member: member.id });
    expect(plan.goals.length).toBe(goals + 1);
    const goal = plan.goals.find(({ statement }) => statement.text === wish);
    expect(goal?.from?.code).toBe("housing");
    expect(goal?.steps.length).toBe(3);
  });
  await person.leaves();
});

test("r053 what she sets aside stays aside, also for her colleague, and can be offered again", async () => {
  const person = await stage.sits(seat);
  await person.opensPlanOf(member.name);
  const open = (await ask(seat, "suggestions.list", { member: member.id })).open;
  expect(open.length).toBeGreaterThan(0);
  await person.presses(
    "suggest.pass",
    undefined,
    person.page
      .getByRole("listitem")
      .filter({
        has: person.button("suggest.take"),
      })
      .first(),
  );
  await person.page.getByRole("button", { name: "1 set aside", exact: true }).waitFor();
  await exchanges(stage.world, seat);
  await exchanges(stage.world, seatOf(made, deborah));
  const hers = await ask(seatOf(made, deborah), "suggestions.list", {
    member: member.id,
  });
  expect(hers.aside.length).toBe(1);
  await person.page.getByRole("button", { name: "1 set aside", exact: true }).click();
  await person.presses("suggest.again");
  await person.page.getByRole("button", { name: "1 set aside", exact: true }).waitFor({
    state: "detached",
  });
  await person.leaves();
});

test("r055 what was signed is read again with its seal, area by area", async () => {
  const person = await stage.sits(seat);
  await opensAssessments(person);
  await person.page
    .getByRole("link", { name: /^Comprehensive assessment,/ })
    .first()
    .click();
  const dialog = person.page.getByRole("dialog");
  await dialog.getByText(cramped).waitFor();
  await dialog.getByText(person.say("visit.verified")).waitFor();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("comprehensive-signed.en-light");
  await person.page.keyboard.press("Escape");
  await person.leaves();
});
