// Work that comes too late: written about a member who has been given to somebody else meanwhile.
import { ask, until, type World } from "./bridge";

/** The first member of her day goes to another lead; the clinic's word of it is lost, and she writes these tasks. */
export async function worksOnUnheard(
  world: World,
  seat: { url: string },
  lead: string,
  tasks: readonly string[],
): Promise<{ member: string; name: string }> {
  const [visit] = (await ask(seat, "today.show", {})).visits;
  if (!visit) throw new Error("the demo clinic's lead has visits today");
  const { member, name } = visit;
  // What a satchel holds it says with its next question.
  await exchanges(world, seat);
  await world.network("losing_pulls");
  await world.assigns(member, lead);
  const { lastTriedAt } = await ask(seat, "sync.show", {});
  await ask(seat, "sync.now", {});
  await until(async () => {
    const { now, lastProblem, lastTriedAt: tried } = await ask(seat, "sync.show", {});
    if (now.is !== "resting" || lastProblem === null || tried === lastTriedAt) {
      throw new Error("the answer is not lost yet");
    }
  });
  for (const what of tasks) {
    await ask(seat, "tasks.put", {
      member,
      seen: "",
      what,
      owner: { staff: null, words: "Rosa and the team" },
    });
  }
  await world.network("up");
  await exchanges(world, seat);
  return { member, name };
}

/** A whole exchange, begun after this was asked for. */
export async function exchanges(world: World, seat: { url: string }): Promise<void> {
  const { lastCompleteAt: before } = await ask(seat, "sync.show", {});
  await ask(seat, "sync.now", {});
  await until(async () => {
    const { lastCompleteAt } = await ask(seat, "sync.show", {});
    if (lastCompleteAt === before) throw new Error("no exchange has been completed since");
  });
  await world.caughtUp(seat);
}
