// A laptop is lost: the incident is there by itself, a supervisor assesses it and writes down who was told; a care manager
// has no such place.
import { describe, expect, test } from "vitest";
import { ask, ines, ruth } from "./support/bridge";
import { picturePath } from "./support/browser";
import { isAccessible, isReachable, looks, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const factors = ["nature", "who", "seen", "mitigated"] as const;

/** The screen that is open, in each look, pictured light and dark. */
async function holds(person: Person, name: string): Promise<void> {
  const { language } = person;
  for (const look of looks) {
    // Each look is worn after the one before it.
    // oxlint-disable-next-line no-await-in-loop
    await wears(person, look, language);
    // oxlint-disable-next-line no-await-in-loop
    await isAccessible(person.page, look.name === "light" ? "everything" : "colours");
    if (look.name === "light" || look.name === "dark") {
      const path = picturePath(`${name}.${language}-${look.name}`);
      // oxlint-disable-next-line no-await-in-loop
      await person.page.screenshot({ path, fullPage: true });
    }
  }
  await wears(person, { theme: "light", contrast: "normal" }, language);
  await reflows(person, language);
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("a supervisor assesses a loss and writes down who was told", async () => {
    const made = await stage.world.of({ satchels: [ines, ruth] });
    const [hers, watched] = [seatOf(made, ruth), seatOf(made, ines)];
    await stage.world.caughtUp(watched);
    const { devices } = await ask(hers, "devices.list", {});
    const laptop = devices.findLast(({ name }) => name === ines);
    if (!laptop) throw new Error("her laptop is known");
    await ask(hers, "devices.declare", { device: laptop.id, what: "lost" });

    const person = await stage.sits(hers);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.speaks(language);
    await person.goes("incidents");
    const list = person.page.getByRole("list", {
      name: person.say("place.incidents"),
    });
    await person.reads(ines, list);
    await holds(person, "incidents");
    await list.getByRole("button").first().click();
    await person.heading("incidents.toTell").waitFor();
    await person.sees("incidents.presumed");
    await person.sees("incidents.onIt");
    await isReachable(person.page, person.button("incidents.assess"));

    await person.presses("incidents.assess");
    await person.presses("incidents.assessSave");
    await person.sees("why.missing");
    for (const factor of factors) {
      const label = person.say(`incidents.factor.${factor}`);
      // oxlint-disable-next-line no-await-in-loop
      await person.page.getByRole("textbox", { name: label }).fill("It was locked, and sealed.");
    }
    await person.picks(person.say("incidents.unreadable.yes"));
    await person.sees("incidents.harbour.yes");
    await person.picks(person.say("incidents.findingMeans.breach"));
    await person.field("incidents.reasons").fill("Nobody can say where it is.");
    await holds(person, "incident-assess");
    await person.presses("incidents.assessSave");
    await person.button("incidents.assessAnew").waitFor();
    await person.sees("incidents.entry.assessed");

    const told = person.page.getByRole("button", {
      name: person.begins("incidents.told"),
    });
    await told.first().click();
    await person.field("incidents.toldHow").fill("By telephone, reference 4711");
    await person.presses("incidents.toldSave");
    await person.reads("By telephone, reference 4711");
    await holds(person, "incident");
    const { incidents } = await ask(hers, "incidents.list", {});
    const [incident] = incidents;
    expect(incident?.due.map(({ to, stands }) => `${to} ${stands}`)).toEqual([
      "plan sent",
      "cdph due",
      "members due",
      "hhs_yearly due",
    ]);
    expect(incident?.finding).toBe("breach");

    // It was the wrong one: that is written down too, and nothing is taken out.
    await person.page.getByRole("button", { name: person.begins("incidents.notTold") }).click();
    await person.field("incidents.notToldHow").fill("It was another plan.");
    await person.presses("incidents.notToldSave");
    await person.field("incidents.notToldHow").waitFor({ state: "detached" });
    await person.reads("It was another plan.");
    await person.reads("By telephone, reference 4711");
    const { incidents: after } = await ask(hers, "incidents.list", {});
    expect(after[0]?.due[0]?.stands).toBe("due");
    await person.isPhotographed(`incident-taken-back.${language}`);
    await person.leaves();
  });

  test("one is opened by hand, and what is typed is kept while somebody else writes", async () => {
    const made = await stage.world.of({ satchels: [ruth] });
    const hers = seatOf(made, ruth);
    const person = await stage.sits(hers);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.speaks(language);
    await person.goes("incidents");
    await person.sees("incidents.none");
    await person.presses("incidents.open");
    await person.field("incidents.openWords").fill("A letter went to the wrong address.");
    await person.presses("incidents.openSave");
    await person.sees("incidents.detectedWrong");
    const hour = person.page.getByRole("group", {
      name: person.say("incidents.detectedTime"),
    });
    // The first minute of today: never still to come, whenever this is tried.
    await hour.getByRole("spinbutton").first().pressSequentially("12");
    await hour.getByRole("spinbutton").nth(1).pressSequentially("00");
    await hour.getByRole("spinbutton").nth(2).press("a");
    await isAccessible(person.page, "everything");
    await person.isPhotographed(`incident-open.${language}`);
    // Somebody else opens one meanwhile.
    const other = {
      is: "detected",
      at: Date.now() - 86_400_000,
      words: "A bag was stolen.",
    } as const;
    await ask(hers, "incidents.write", {
      incident: null,
      seen: 0,
      what: other,
    });
    await person.presses("incidents.openSave");
    await person.sees("failure.incident_not_seen");
    await person.presses("incidents.openSave");
    const list = person.page.getByRole("list", {
      name: person.say("place.incidents"),
    });
    await expect.poll(async () => await list.getByRole("button").count()).toBe(2);
    await person.leaves();
  });
});

test("a care manager has no such place", async () => {
  const made = await stage.world.of({ satchels: [ines] });
  const person = await stage.sits(seatOf(made, ines));
  const rail = person.page.getByRole("navigation", { name: "Satchel" });
  await rail.getByText(person.say("place.caseload"), { exact: true }).waitFor();
  expect(await rail.getByText(person.say("place.incidents"), { exact: true }).count()).toBe(0);
  await person.leaves();
});
