// What the screen says about the clinic is true: cut off, silent, and back again.
import { beforeAll, expect, test } from "vitest";
import { ask, ines, until, type Seat } from "./support/bridge";
import { isAccessible, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";
import { literal } from "./support/words";

const stage = Stage.set();
let seat: Seat;
let name: string;

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  const [first] = (await ask(seat, "today.show", {})).visits;
  name = first?.name ?? "";
});

/** The word would promise more than the screen can know. */
async function promisesNothing(person: Person): Promise<void> {
  expect(await person.page.locator("body").innerText()).not.toMatch(/\bsaved\b/i);
}

async function ticksAStep(person: Person): Promise<void> {
  await person.opensPlanOf(name);
  const tick = new RegExp(`^${literal(person.say("plan.tick", { what: "" }).trim())}`);
  await person.page.getByRole("button", { pressed: false, name: tick }).first().click();
  await person.sees("stitch.tag");
}

// R015: work goes on without a network, and is sent when there is one.
test("without a network the count is true, the stitch is worn, and work goes on", async () => {
  const person = await stage.sits(seat);
  await stage.world.network("cut");
  await ticksAStep(person);
  await person.sees("rail.unsent", { n: 1 });
  await promisesNothing(person);
  await person.finds(name);
  await person.sees("stitch.tag");
  await person.goesToSync();
  await person.presses("sync.tryNow");
  await person.sees("failure.clinic_unreachable");
  await person.sees("kind.intervention", undefined, person.region("sync.notYet"));
  await promisesNothing(person);
  await person.goes("today");
  await promisesNothing(person);

  await stage.world.network("up");
  await person.goesToSync();
  await person.presses("sync.tryNow");
  await person.sees("sync.all");
  await person.sees("rail.empty");
  await person.opensPlanOf(name);
  await person.page.getByText(person.say("stitch.tag")).first().waitFor({ state: "detached" });
  await promisesNothing(person);
  await person.leaves();
});

test("while the clinic is silent every screen opens, what is typed is kept, and it locks", async () => {
  const person = await stage.sits(seat);
  await stage.world.network("silent");
  await ticksAStep(person);
  await person.goesToSync();
  await person.presses("sync.tryNow");
  await person.button("sync.stop").waitFor();
  await person.goes("caseload");
  await person.page.getByRole("row").nth(1).waitFor();
  await person.goes("settings");
  await person.goes("today");
  await person.opensVisitOf(name);
  await person.presses("visit.start");
  await person.field("visit.note").pressSequentially("The clinic does not answer; she does.");
  await until(() => {
    expect(person.asked("drafts.keep").at(-1)?.body).toContain("she does.");
  });
  await person.presses("visit.pause");
  await person.goesToSync();
  expect((await ask(seat, "sync.show", {})).now.is).not.toBe("resting");
  await promisesNothing(person);
  await person.presses("rail.lock");
  await person.heading("lock.title").waitFor();
  await person.sees("lock.drafts", { n: 1 });
  await promisesNothing(person);

  await stage.world.network("up");
  await person.page
    .getByLabel(person.say("lock.passphrase"), { exact: true })
    .fill(seat.passphrase);
  await person.presses("lock.open");
  await person.goesToSync();
  await person.sees("sync.all");
  await person.leaves();
});

test("after a day without a network a calm word says what waits, in both languages", async () => {
  const person = await stage.sits(seat);
  await stage.world.network("cut");
  await ticksAStep(person);
  await stage.world.passes(1.2);
  await person.heading("lock.title").waitFor();
  await person.page
    .getByLabel(person.say("lock.passphrase"), { exact: true })
    .fill(seat.passphrase);
  await person.presses("lock.open");
  await person.goes("today");
  await person.button("sync.now").waitFor();
  await person.sees("sync.overdueMore");
  await person.reads(person.say("kindCount.intervention", { n: 1 }));
  await person.isPhotographed("today-overdue.en");
  await person.goesToSync();
  await person.presses("sync.now");
  await person.sees("failure.clinic_unreachable");
  await person.reads(/Next try/);
  await person.isPhotographed("sync-overdue.en");
  await wears(person, { theme: "light", contrast: "normal" }, "es");
  await person.sees("sync.overdueMore");
  await isAccessible(person.page, "everything");
  await person.isPhotographed("sync-overdue.es");
  await wears(person, { theme: "light", contrast: "normal" }, "en");

  await stage.world.network("up");
  await person.presses("sync.now");
  await person.sees("sync.all");
  await person.button("sync.now").waitFor({ state: "detached" });
  await person.leaves();
});

test("what cannot be sent is handed over in a file, and stays until the clinic has it", async () => {
  await stage.world.network("cut");
  const [first] = (await ask(seat, "today.show", {})).visits;
  if (!first) throw new Error("the demo clinic's lead has visits today");
  await ask(seat, "tasks.put", {
    member: first.member,
    seen: "",
    what: "Bring the bus pass",
    owner: { staff: null, words: "you" },
  });
  const person = await stage.sits(seat);
  await person.goesToSync();
  await person.presses("handOver.do");
  await person.reads(person.say("handOver.changes", { n: 1 }));
  await person.reads(/satchel-hand-over-[-0-9]+\.satchel/);
  await person.isPhotographed("sync-hand-over.en");
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.sees("handOver.then");
  await isAccessible(person.page, "everything");
  await person.isPhotographed("sync-hand-over.es");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  expect(await person.unsent()).toBe(1);

  await stage.world.network("up");
  await person.presses("sync.tryNow");
  await person.sees("sync.all");
  await person.button("handOver.do").waitFor({ state: "detached" });
  await person.leaves();
});

test("an exchange that waits can be stopped", async () => {
  const person = await stage.sits(seat);
  await stage.world.network("silent");
  await person.goesToSync();
  await person.presses("sync.tryNow");
  await person.presses("sync.stop");
  await person.button("sync.tryNow").waitFor();
  await stage.world.network("up");
  await person.leaves();
});
