// Two people share one computer: the second starts beside the first, and each finds her own satchel again.
import { describe, expect, test } from "vitest";
import { ines, ruth } from "./support/bridge";
import { isAccessible, looks, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { computerOf, seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const hers = "violet harbour seventy lamps";

async function tries(person: Person, passphrase: string) {
  await person.page.getByLabel(person.say("lock.passphrase"), { exact: true }).fill(passphrase);
  await person.presses("lock.open");
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("a second person starts on the computer, and each finds her own", async () => {
    const made = await stage.world.of({ satchels: [ines], computers: [ruth] });
    const seat = seatOf(made, ines);
    const sheet = computerOf(made, ruth);
    const person = await stage.sits(seat);
    await person.heading("lock.title").or(person.page.getByRole("navigation")).first().waitFor();
    await person.speaks(language);
    await person.page.keyboard.press("Control+l");
    await person.heading("lock.title").waitFor();

    await person.presses("lock.another");
    await person.heading("enrol.title").waitFor();
    await person.sees("enrol.another");
    for (const look of looks) {
      await wears(person, look, language);
      await person.isPhotographed(`shared-start-${look.name}-${language}`);
      await isAccessible(person.page, "everything");
    }
    for (const [label, text] of [
      ["enrol.address", sheet.address],
      ["enrol.fingerprint", sheet.fingerprint],
      ["enrol.code", sheet.code],
      ["enrol.passphrase", hers],
      ["enrol.again", hers],
    ] as const) {
      await person.page.getByLabel(person.say(label), { exact: true }).fill(text);
    }
    await person.presses("enrol.go");
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.page.keyboard.press("Control+l");
    await person.heading("lock.title").waitFor();

    const others = person.region("lock.others");
    await person.reads("IC", others);
    for (const look of looks) {
      await wears(person, look, language);
      await person.isPhotographed(`shared-${look.name}-${language}`);
      await isAccessible(person.page, "everything");
    }
    await reflows(person, language);
    await others.getByRole("button", { name: /IC/ }).click();
    await person.reads("RA", others);
    await tries(person, hers);
    await person.sees("failure.wrong_passphrase");
    await tries(person, seat.passphrase);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    expect(await person.page.getByText("RA", { exact: true }).count()).toBe(0);
    await person.leaves();
  });
});
