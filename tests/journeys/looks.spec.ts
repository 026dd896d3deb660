// Every screen, in every look and both languages: readable, reachable, enlargeable, and without complaints.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask, deborah, ines, ruth, type Made } from "./support/bridge";
import { picturePath } from "./support/browser";
import { exchanges, worksOnUnheard } from "./support/late";
import { isAccessible, isReachable, looks, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { screens, type Screen } from "./support/screens";
import { computerOf, seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const languages = ["en", "es"] as const;
const plain = { theme: "light", contrast: "normal" } as const;
let made: Made;
let person: Person;
let name: string;

beforeAll(async () => {
  made = await stage.world.of({ satchels: [ines, deborah], computers: ["Malik Osei"] });
  const [first] = (await ask(seatOf(made, ines), "today.show", {})).visits;
  name = first?.name ?? "";
  person = await stage.sits(seatOf(made, ines));
  await person.page.getByRole("list", { name: person.say("today.day") }).waitFor();
  await wears(person, plain, "en");
});

afterAll(async () => {
  await person.page.context().close();
});

/** All that must hold for the screen that is open. */
async function holds(who: Person, screen: Pick<Screen, "name" | "main">): Promise<void> {
  await isReachable(who.page, screen.main(who, name));
  for (const language of languages) {
    for (const look of looks) {
      await wears(who, look, language);
      const isFirst = look.name === "light";
      await isAccessible(who.page, isFirst ? "everything" : "colours");
      if (isFirst || (look.name === "dark" && language === "en")) {
        await who.page.screenshot({ path: picturePath(`${screen.name}.${language}-${look.name}`) });
      }
    }
    await wears(who, plain, language);
    await reflows(who, language);
  }
  await wears(who, plain, "en");
  await who.leavesNothing();
}

describe("inside the satchel", () => {
  test.each(screens)("$name", async (screen) => {
    await screen.opens(person, name);
    await holds(person, screen);
  });

  test("sync-two-answers", async () => {
    await disagree();
    await person.goesToSync();
    await person.heading("conflict.title").waitFor();
    await holds(person, {
      name: "sync-two-answers",
      main: (who) => who.button("conflict.useYours"),
    });
  });

  test("sync-set-aside", async () => {
    const late = ["Bring the bus pass on Friday", "Ask Hearthway for the letter"];
    const { member } = await worksOnUnheard(stage.world, person.seat, ruth, late);
    await stage.world.assigns(member, ines);
    await exchanges(stage.world, person.seat);
    await person.goesToSync();
    await person.sees("conflict.of", { at: 1, n: 3 });
    await person.presses("conflict.after");
    await person.heading("review.title").waitFor();
    await holds(person, {
      name: "sync-set-aside",
      main: (who) => who.button("review.status.taken_over"),
    });
    await person.presses("review.addWords");
    await person.field("review.words").fill("She wrote the same twice.");
    await holds(person, {
      name: "sync-set-aside-why",
      main: (who) => who.button("review.status.filed"),
    });
  });

  test("visit-not-held", async () => {
    await person.goes("today");
    const { visits } = await ask(person.seat, "today.show", {});
    const later = visits.find(({ status }) => status.is === "planned");
    await person.opensVisitOf(later?.name ?? "");
    await person.presses("visit.notThere");
    await person.button("visit.notHeldSave").waitFor();
    const save = person.button("visit.notHeldSave");
    await holds(person, { name: "visit-not-held-form", main: () => save });
    await person.picks(person.say("notHeldReason.not_there"));
    await save.click();
    await person.heading("visit.notHeld").waitFor();
    await holds(person, { name: "visit-not-held", main: (who) => who.button("visit.close") });
  });

  test("lock", async () => {
    await person.page.keyboard.press("Control+l");
    await person.heading("lock.title").waitFor();
    await holds(person, { name: "lock", main: (who) => who.button("lock.open") });
  });
});

test("enrol", async () => {
  const newcomer = await stage.sits(computerOf(made, "Malik Osei"));
  await newcomer.heading("enrol.title").waitFor();
  await holds(newcomer, { name: "enrol", main: (who) => who.button("enrol.go") });
  await newcomer.leaves();
});

/** Both change the same words of a goal, and the clinic hears of both. */
async function disagree(): Promise<void> {
  const answers = [
    [seatOf(made, ines), "A door that locks, and the key in my own pocket."],
    [seatOf(made, deborah), "Un cuarto con una ventana a la calle."],
  ] as const;
  const { visits } = await ask(person.seat, "today.show", {});
  const member = visits.find((visit) => visit.name === name)?.member ?? "";
  await stage.world.network("cut");
  for (const [seat, text] of answers) {
    const { goals } = await ask(seat, "plans.show", { member });
    const [goal] = goals;
    if (!goal) throw new Error("the demo's first visit is with somebody who has goals");
    const statement = { text, language: "es", translation: "" };
    await ask(seat, "goals.put", { member, goal: goal.goal, seen: goal.seen, statement });
  }
  await stage.world.network("up");
  for (const [seat] of [...answers, ...answers]) {
    await exchanges(stage.world, seat);
  }
  expect((await ask(person.seat, "sync.show", {})).twoAnswers).toBe(1);
}
