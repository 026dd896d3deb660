// A supervisor asks who looked at what; a care manager has no such place.
import { describe, expect, test } from "vitest";
import { ask, ines, ruth } from "./support/bridge";
import { exchanges } from "./support/late";
import { isAccessible } from "./support/looks";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("a supervisor sees who looked, and may narrow it down", async () => {
    const made = await stage.world.of({ satchels: [ines, ruth] });
    const [hers, watched] = [seatOf(made, ruth), seatOf(made, ines)];
    const caseload = await ask(watched, "caseload.list", {
      whose: "team",
      only: "everyone",
      page: { offset: 0, limit: 1 },
    });
    const [member] = caseload.people.rows;
    if (!member) throw new Error("somebody is in the caseload");
    await ask(watched, "members.show", { member: member.member });
    await exchanges(stage.world, watched);

    const person = await stage.sits(hers);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.speaks(language);
    await person.goes("audit");
    const table = person.page.getByRole("grid", { name: person.say("place.audit") });
    await person.reads(ines, table);
    await person.chooses(person.say("audit.what"), person.say("audit.action.view"));
    await person.reads(person.say("kind.member"), table);
    await person.chooses(person.say("audit.column.who"), ruth);
    await expect.poll(async () => await table.getByText(ines).count()).toBe(0);
    await isAccessible(person.page, "everything");
    await person.leaves();
  });
});

test("a care manager has no such place", async () => {
  const made = await stage.world.of({ satchels: [ines] });
  const person = await stage.sits(seatOf(made, ines));
  const rail = person.page.getByRole("navigation", { name: "Satchel" });
  await rail.getByText(person.say("place.caseload"), { exact: true }).waitFor();
  expect(await rail.getByText(person.say("place.audit"), { exact: true }).count()).toBe(0);
  await person.leaves();
});
