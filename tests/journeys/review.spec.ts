// A colleague goes on with a member who has been given to another lead, because she has not heard of it. What she wrote
// is set aside; the new lead takes one thing over and files the other.
import { beforeAll, describe, expect, test } from "vitest";
import { ask, deborah, ines, ruth, until, type Seat } from "./support/bridge";
import { exchanges, worksOnUnheard } from "./support/late";
import { isAccessible, looks, reflows, wears } from "./support/looks";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
const hers = "Bring the bus pass on Friday";
const twice = "Bring the bus pass on Friday, once more";
let seats: { colleague: Seat; nurse: Seat; lead: Seat };
let member: { member: string; name: string };

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, deborah, ruth] });
  seats = {
    colleague: seatOf(made, ines),
    nurse: seatOf(made, deborah),
    lead: seatOf(made, ruth),
  };
  member = await worksOnUnheard(stage.world, seats.colleague, ruth, [hers, twice]);
  for (const seat of [seats.lead, seats.nurse]) await exchanges(stage.world, seat);
});

/** What stands on the record of the two. */
async function onRecord(seat: Seat): Promise<string[]> {
  const { tasks } = await ask(seat, "plans.show", { member: member.member });
  return tasks.map(({ what }) => what).filter((what) => [hers, twice].includes(what));
}

test("who may not decide sees whose it is, and has no buttons", async () => {
  const nurse = await stage.sits(seats.nurse);
  await nurse.goesToSync();
  await nurse.heading("review.title").waitFor();
  const card = nurse.page.getByRole("article");
  await nurse.reads(hers, card);
  await nurse.sees("review.ofLead", { lead: ruth }, card);
  expect(await card.getByRole("button").count()).toBe(0);
  await nurse.leaves();
});

test("the lead takes over one and files the other", async () => {
  expect(await onRecord(seats.lead)).toEqual([]);
  const lead = await stage.sits(seats.lead);
  await lead.sees("today.setAside", { n: 2 });
  await lead.finds(member.name);
  await lead.sees("form.setAside");
  await lead.goesToSync();
  await lead.heading("review.title").waitFor();
  const card = lead.page.getByRole("article");
  await lead.sees("conflict.of", { at: 1, n: 2 });
  await lead.sees("review.why.out_of_scope", { author: ines }, card);
  await lead.reads(hers, card);
  await lead.presses("review.status.taken_over", undefined, card);
  await lead.sees("review.tookOver");
  await exchanges(stage.world, seats.lead);
  await lead.sees("conflict.of", { at: 1, n: 1 });
  await lead.reads(twice, card);
  await lead.presses("review.addWords", undefined, card);
  await lead.field("review.words", undefined, card).fill("She wrote the same twice.");
  await lead.presses("review.status.filed", undefined, card);
  await exchanges(stage.world, seats.lead);
  await lead.sees("conflict.noneTitle");
  await lead.opensPlanOf(member.name);
  await lead.reads(hers);
  expect(await lead.page.getByText(twice, { exact: true }).count()).toBe(0);
  await lead.leaves();
});

test("it is gone for everybody", async () => {
  await exchanges(stage.world, seats.nurse);
  await until(async () => {
    for (const seat of [seats.lead, seats.nurse]) expect(await onRecord(seat)).toEqual([hers]);
  });
  const nurse = await stage.sits(seats.nurse);
  await nurse.speaks("es");
  await nurse.goesToSync();
  await nurse.sees("conflict.noneTitle");
  await nurse.leaves();
});

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("whoever wrote it sees what was decided, and by whom", async () => {
    await exchanges(stage.world, seats.colleague);
    const author = await stage.sits(seats.colleague);
    await author.speaks(language);
    await author.goesToSync();
    const decided = author.region("sync.decided");
    await decided.waitFor();
    const on = new RegExp(ruth);
    expect(await decided.getByText(on).count()).toBe(2);
    expect(await author.region("sync.parked").count()).toBe(0);
    for (const look of looks) {
      await wears(author, look, language);
      await author.isPhotographed(`sync-decided-${look.name}-${language}`);
      await isAccessible(author.page, "everything");
    }
    await reflows(author, language);
    await author.leaves();
  });
});

test("what she was writing when the member left stands before the new lead", async () => {
  const [visit] = (await ask(seats.colleague, "today.show", {})).visits;
  if (!visit) throw new Error("the demo clinic's lead has visits today");
  const words = "She is afraid of the stairs. Ask her sister";
  const body = JSON.stringify({ narrative: words, services: [], goals: [] });
  const about = `visit:${visit.visit}`;
  await ask(seats.colleague, "drafts.keep", { about, member: visit.member, body });
  await exchanges(stage.world, seats.colleague);
  await stage.world.assigns(visit.member, ruth);
  await exchanges(stage.world, seats.colleague);
  await exchanges(stage.world, seats.lead);
  const lead = await stage.sits(seats.lead);
  await lead.goesToSync();
  const card = lead.page.getByRole("article");
  await lead.sees("review.why.left_draft", { author: ines }, card);
  await lead.reads(words, card);
  for (const language of ["en", "es"] as const) {
    for (const look of looks) {
      await wears(lead, look, language);
      await lead.isPhotographed(`review-left-draft-${look.name}-${language}`);
      await isAccessible(lead.page, "everything");
    }
  }
  await wears(lead, { theme: "light", contrast: "normal" }, "en");
  expect(
    await card.getByRole("button", { name: lead.say("review.status.taken_over") }).count(),
  ).toBe(0);
  await lead.presses("review.status.filed", undefined, card);
  await exchanges(stage.world, seats.lead);
  await lead.sees("conflict.noneTitle");
  await lead.leaves();
});
