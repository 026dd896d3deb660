// A passphrase is changed at the desk, forgotten on the road, and somebody at the clinic lets her in again.
import { describe, expect, test } from "vitest";
import { ines } from "./support/bridge";
import { exchanges } from "./support/late";
import { isAccessible, looks, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const changed = "violet harbour seventy lamps";

/** Types the same into both fields of a new passphrase. */
async function chooses(
  person: Person,
  label: "settings.passphraseNew" | "enrol.passphrase",
  text: string,
) {
  await person.page.getByLabel(person.say(label), { exact: true }).fill(text);
  await person.page.getByLabel(person.say("enrol.again"), { exact: true }).fill(text);
}

async function tries(person: Person, passphrase: string) {
  await person.page.getByLabel(person.say("lock.passphrase"), { exact: true }).fill(passphrase);
  await person.presses("lock.open");
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("she changes her passphrase, forgets it, and is let in again", async () => {
    const made = await stage.world.of({ satchels: [ines] });
    const seat = seatOf(made, ines);
    await exchanges(stage.world, seat);
    const person = await stage.sits(seat);
    await person.heading("lock.title").or(person.page.getByRole("navigation")).first().waitFor();
    await person.speaks(language);

    await changesIt(person, seat.passphrase);
    await person.page.keyboard.press("Control+l");
    await person.heading("lock.title").waitFor();
    await tries(person, seat.passphrase);
    await person.sees("failure.wrong_passphrase");
    await isLetIn(person);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.leaves();
  });

  test("a PIN opens what has locked itself today", async () => {
    const made = await stage.world.of({ satchels: [ines] });
    const seat = seatOf(made, ines);
    const person = await stage.sits(seat);
    await person.heading("lock.title").or(person.page.getByRole("navigation")).first().waitFor();
    await person.speaks(language);
    await person.goes("settings");
    const part = person.region("settings.pin");
    await person.presses("settings.pinChoose", {}, part);
    const field = (word: "lock.passphrase" | "settings.pinNew" | "settings.pinAgain") =>
      part.getByLabel(person.say(word), { exact: true });
    await field("lock.passphrase").fill(seat.passphrase);
    for (const pin of ["123456", "482913"]) {
      await field("settings.pinNew").fill(pin);
      await field("settings.pinAgain").fill(pin);
      if (pin === "482913") await holds(person, "pin-choose");
      await person.presses("settings.pinTake", {}, part);
      if (pin === "123456") await person.sees("failure.weak_pin");
    }
    await person.sees("settings.pinChosen");
    await person.page.keyboard.press("Control+l");
    const pad = person.page.getByRole("group", {
      name: person.say("lock.pinKeys"),
    });
    await pad.waitFor();
    for (const digit of "482914") await pad.getByRole("button", { name: digit }).click();
    await person.page.keyboard.press("Tab");
    await person.presses("lock.open");
    await person.sees("failure.wrong_pin", { n: 4 });
    await holds(person, "lock-pin");
    await person.page.getByLabel(person.say("lock.pin"), { exact: true }).fill("482913");
    await person.page.keyboard.press("Enter");
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.leaves();
  });

  async function changesIt(person: Person, old: string) {
    await person.goes("settings");
    const part = person.region("settings.passphrase");
    await person.presses("settings.passphraseChange", {}, part);
    await person.page.getByLabel(person.say("settings.passphraseOld"), { exact: true }).fill(old);
    await chooses(person, "settings.passphraseNew", "password password password");
    await person.presses("settings.passphraseChange", {}, part);
    await person.sees("failure.common_passphrase");
    await chooses(person, "settings.passphraseNew", changed);
    await person.presses("settings.passphraseChange", {}, part);
    await person.sees("settings.passphraseChanged");
  }

  async function isLetIn(person: Person) {
    await person.presses("lock.cannot");
    await person.heading("place.recover").waitFor();
    await person.presses("recover.ask");
    const list = person.page.getByRole("list", {
      name: person.say("recover.words"),
    });
    await list.waitFor();
    const words = await list.getByRole("listitem").allTextContents();
    expect(words).toHaveLength(6);
    await holds(person, "recover-words");
    await stage.world.letsIn(words.join(" "));
    await person.presses("recover.look");
    await person.sees("recover.answered");
    await person.presses("passphrase.use");
    const offered = await person.page
      .getByLabel(person.say("enrol.passphrase"), { exact: true })
      .inputValue();
    expect(offered.split(" ")).toHaveLength(4);
    await chooses(person, "enrol.passphrase", offered);
    await holds(person, "recover-new");
    await person.presses("recover.open");
  }

  /** It can be read and reached, by day and night, narrow and enlarged. */
  async function holds(person: Person, name: string) {
    for (const look of looks) {
      await wears(person, look, language);
      await isAccessible(person.page, look.name === "light" ? "everything" : "colours");
      await person.isPhotographed(`${name}.${language}-${look.name}`);
    }
    await wears(person, { theme: "light", contrast: "normal" }, language);
    await reflows(person, language);
  }
});
