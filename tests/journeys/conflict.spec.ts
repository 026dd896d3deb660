// Two people answer the same question without a network. Both answers stay until a person chooses; what only one of them
// changed is simply there.
import { beforeAll, beforeEach, expect, test } from "vitest";
import type { GoalView } from "../../ui/src/contract/generated";
import { ask, deborah, ines, until, type Seat } from "./support/bridge";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seats: { hers: Seat; theirs: Seat };
let goals: { member: string; name: string; goal: GoalView }[];
let lead: Person;
let nurse: Person;

const hers = "A door that locks, and the key in my own pocket.";
const theirs = "A room with a window to the street.";
const own = "A room with a door that locks and a window.";
const barrier = "The list is nine months long.";
const strength = "She asked three landlords by herself.";

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, deborah] });
  seats = { hers: seatOf(made, ines), theirs: seatOf(made, deborah) };
  const { visits } = await ask(seats.hers, "today.show", {});
  const members = [...new Set(visits.map(({ member }) => member))];
  const plans = await Promise.all(
    members.map((member) => ask(seats.hers, "plans.show", { member })),
  );
  goals = plans.flatMap(({ member, name, goals: all }) =>
    all.slice(0, 1).map((goal) => ({ member, name, goal })),
  );
});

beforeEach(async () => {
  lead = await stage.sits(seats.hers);
  nurse = await stage.sits(seats.theirs);
});

function goalOf(at: number) {
  const found = goals[at];
  if (!found) throw new Error("the demo clinic has fewer goals than tests here");
  return found;
}

/** Changes a goal's words, and one more field. */
async function answers(
  person: Person,
  at: number,
  words: string,
  more: { barrier: string } | { strength: string },
): Promise<void> {
  const { name, goal } = goalOf(at);
  await person.opensPlanOf(name);
  const card = person.page.locator(`[data-goal="${goal.goal}"]`);
  await person.presses("plan.change", undefined, card);
  await person.page.locator("form").getByRole("textbox").first().fill(words);
  if ("barrier" in more) await person.field("plan.barrier").fill(more.barrier);
  else await person.field("plan.strength").fill(more.strength);
  await person.presses("form.save");
  await person.reads(words);
}

async function exchanges(person: Person, seat: Seat): Promise<void> {
  await person.goesToSync();
  await person.presses("sync.tryNow");
  await stage.world.caughtUp(seat);
}

/** Both answer without a network, and both exchange when it is back, in this order. */
async function disagree(at: number, order: readonly ("hers" | "theirs")[]): Promise<void> {
  await stage.world.network("cut");
  await answers(lead, at, hers, { barrier });
  await answers(nurse, at, theirs, { strength });
  expect(await lead.unsent()).toBeGreaterThan(0);
  await stage.world.network("up");
  for (const who of [...order, ...order]) {
    await exchanges(who === "hers" ? lead : nurse, seats[who]);
  }
  for (const person of [lead, nurse]) {
    const card = person.page.getByRole("article");
    await person.heading("conflict.title").waitFor();
    await person.reads(hers, card);
    await person.reads(theirs, card);
    await person.sees("conflict.startedFrom", undefined, card);
  }
}

/** The same words in both windows, and nothing left to settle. */
async function agreeOn(at: number, words: string): Promise<void> {
  const { name, goal, member } = goalOf(at);
  await exchanges(nurse, seats.theirs);
  await exchanges(lead, seats.hers);
  await exchanges(nurse, seats.theirs);
  for (const person of [lead, nurse]) {
    await person.goesToSync();
    await person.sees("conflict.noneTitle");
    await person.opensPlanOf(name);
    const card = person.page.locator(`[data-goal="${goal.goal}"]`);
    await person.reads(words, card);
    await person.sees("plan.inTheWay", { what: barrier }, card);
    await person.sees("plan.sheBrings", { what: strength }, card);
    expect(await card.getByText(person.say("form.twoAnswers")).count()).toBe(0);
    await person.leaves();
  }
  await until(async () => {
    const [a, b] = await Promise.all(
      [seats.hers, seats.theirs].map((seat) => ask(seat, "plans.show", { member })),
    );
    const shown = (plan: typeof a) =>
      plan?.goals.find((each) => each.goal === goal.goal)?.statement;
    expect(shown(a)).toEqual(shown(b));
  });
}

test("the lead keeps her own answer", async () => {
  await disagree(0, ["hers", "theirs"]);
  await lead.presses("conflict.useYours");
  await lead.sees("conflict.noneTitle");
  await agreeOn(0, hers);
});

test("the nurse keeps hers, and the lead sees it settled", async () => {
  await disagree(1, ["theirs", "hers"]);
  await nurse.button("conflict.useTheirs", { name: "Inés" }).waitFor();
  await nurse.presses("conflict.useYours");
  await nurse.sees("conflict.noneTitle");
  await agreeOn(1, theirs);
});

test("the lead writes another answer", async () => {
  await disagree(2, ["hers", "theirs"]);
  await lead.presses("conflict.writeAnother");
  await lead.field("part.herWords").fill(own);
  await lead.presses("conflict.useOwn");
  await lead.sees("conflict.noneTitle");
  await agreeOn(2, own);
});
