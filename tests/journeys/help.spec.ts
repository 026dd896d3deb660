// R198, R199: help in place. It opens with a key on every screen, begins with what belongs there, and finds words.
import { beforeAll, describe, expect, test } from "vitest";
import { ines } from "./support/bridge";
import { isAccessible, looks, reflows, wears } from "./support/looks";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: { url: string };

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
});

const spoken = {
  en: { plan: "What ECM is", money: "Billing and coding", word: "g9012", words: "G9012 with U2" },
  es: { plan: "Qué es ECM", money: "Facturación y códigos", word: "g9012", words: "G9012 con U2" },
} as const;

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("help begins with what belongs to the screen, finds a word, and gives the place back", async () => {
    const person = await stage.sits(seat);
    await person.speaks(language);
    const { page } = person;
    const said = spoken[language];
    await person.goes("caseload");
    await page.keyboard.press("F1");
    const drawer = page.getByRole("dialog", { name: person.say("help.title") });
    const title = (name: string) => drawer.getByRole("button", { name, exact: true });
    await person.sees("help.here", {}, drawer);
    // What belongs here is open, the rest is folded.
    expect(await title(said.plan).getAttribute("aria-expanded")).toBe("true");
    expect(await title(said.money).getAttribute("aria-expanded")).toBe("false");
    for (const look of looks) {
      await wears(person, look, language);
      await person.isPhotographed(`help-${look.name}-${language}`);
      await isAccessible(page, "everything");
    }
    await reflows(person, language);

    await person.field("help.look", {}, drawer).fill(said.word);
    await person.reads(new RegExp(said.words), drawer);
    expect(await title(said.plan).count()).toBe(0);
    await person.field("help.look", {}, drawer).fill("xyzzy");
    await person.sees("help.nothing", {}, drawer);
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });

    // By hand, from the rail.
    await page.getByRole("button", { name: new RegExp(`^${person.say("rail.help")}`) }).click();
    await drawer.waitFor();
    expect(await title(said.plan).getAttribute("aria-expanded")).toBe("true");
    await person.presses("dialog.close", {}, drawer);
    await drawer.waitFor({ state: "detached" });
    await person.leaves();
  });
});
