// A supervisor sees what each laptop held, and says that one is lost, and that it was found. A lease ends: days of warning,
// then a closed door that says what to do, and everything is there again. A clinic does not allow the PIN.
import { beforeAll, describe, expect, test } from "vitest";
import { ask, ines, type Seat } from "./support/bridge";
import { isAccessible, isReachable, reflows } from "./support/looks";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const ruth = "Ruth Amat";
let seat: Seat;
let supervisor: Seat;

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, ruth] });
  seat = seatOf(made, ines);
  supervisor = seatOf(made, ruth);
  await stage.world.caughtUp(seat);
});

test("a supervisor sees what a laptop held and says that it is lost, and that it was found", async () => {
  const person = await stage.sits(supervisor);
  await person.goes("settings");
  await person.presses("settings.devicesOpen");
  await person.sees("devices.inUse");
  await isAccessible(person.page, "everything");
  const hers = person.page.getByRole("listitem").filter({ hasText: ines });
  await hers
    .getByRole("button", { name: person.say("devices.say.lost") })
    .first()
    .click();
  await person.sees("devices.ask.lost");
  await person.presses("devices.yes");
  await person.button("devices.say.found").waitFor();
  await person.sees("devices.standing.lost");
  await isAccessible(person.page, "everything");
  await person.isPhotographed("devices-lost");
  await person.presses("devices.say.found");
  await person.presses("devices.yes");
  await person.page
    .getByText(person.say("devices.standing.lost"), { exact: true })
    .waitFor({ state: "detached" });
  await person.leaves();
});

/** Days without the clinic, on each of which she opens her satchel. */
async function daysPass(days: number, her: Seat): Promise<void> {
  for (let day = 0; day < days; day += 1) {
    // Each day begins when the one before it has ended.
    // oxlint-disable-next-line no-await-in-loop
    await stage.world.passes(1);
    // oxlint-disable-next-line no-await-in-loop
    await ask(her, "session.lock", {});
    // oxlint-disable-next-line no-await-in-loop
    await ask(her, "session.unlock", { passphrase: her.passphrase });
  }
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("a lease that ends warns for a week, shuts with what to do, and opens with the clinic", async () => {
    const made = await stage.world.of({ satchels: [ines] });
    const hers = seatOf(made, ines);
    await stage.world.network("cut");
    await daysPass(25, hers);
    let person = await stage.sits(hers);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.speaks(language);
    const { lease } = await ask(hers, "session.show", {});
    expect(lease).toMatchObject({ ending: true, days: 5 });
    const words = person.say("lease.ending", { n: 5, when: "#" }).split("#")[0] ?? "";
    await person.reads(words.trim());
    await isAccessible(person.page, "everything");
    await person.isPhotographed(`lease-ending.${language}`);
    await person.leaves();

    await daysPass(6, hers);
    person = await stage.sits(hers, language);
    await person.heading("sending.over").waitFor();
    await person.sees("sending.overWhy");
    const go = person.button("sending.go");
    await isReachable(person.page, go);
    await isAccessible(person.page, "everything");
    await person.isPhotographed(`lease-over.${language}`);
    await reflows(person, language);
    await stage.world.network("up");
    await go.click();
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    expect((await ask(hers, "session.show", {})).lease).toMatchObject({
      days: 30,
    });
    await person.leaves();
  });

  test("a clinic that does not allow a PIN says so where it would be chosen", async () => {
    const made = await stage.world.of({ satchels: [ines] });
    const hers = seatOf(made, ines);
    await ask(hers, "session.setPin", {
      passphrase: hers.passphrase,
      pin: "482913",
    });
    await stage.world.saysOfPins("forbidden");
    await ask(hers, "sync.now", {});
    await expect
      .poll(async () => (await ask(hers, "session.show", {})).pinAllowed, {
        timeout: 20_000,
      })
      .toBe(false);
    const person = await stage.sits(hers);
    await person.page.getByRole("navigation", { name: "Satchel" }).waitFor();
    await person.speaks(language);
    await person.goes("settings");
    await person.sees("settings.pinForbidden");
    expect(await person.button("settings.pinChoose").count()).toBe(0);
    await isAccessible(person.page, "everything");
    const section = person.region("settings.pin");
    await section.scrollIntoViewIfNeeded();
    await person.isPhotographed(`pin-forbidden.${language}`);
    await person.leaves();
  });
});
