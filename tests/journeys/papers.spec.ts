// A consent is photographed on one laptop; a colleague who is on the team sees it on hers. One that was a mistake stays,
// with the reason beside it.
import { beforeAll, expect, test } from "vitest";
import { ask, deborah, ines, type Seat } from "./support/bridge";
import { exchanges } from "./support/late";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seats: { lead: Seat; nurse: Seat };
let name: string;
let member: string;

beforeAll(async () => {
  const made = await stage.world.of({ satchels: [ines, deborah] });
  seats = { lead: seatOf(made, ines), nurse: seatOf(made, deborah) };
  const body = {
    whose: "team",
    only: "everyone",
    sort: null,
    page: { offset: 0, limit: 100 },
  } as const;
  const [first] = (await ask(seats.nurse, "caseload.list", body)).people.rows;
  if (!first) throw new Error("the nurse is on somebody's team");
  ({ name, member } = first);
});

async function opensPapers(person: Person): Promise<void> {
  await person.finds(name);
  await person.page.getByRole("tab", { name: person.say("member.tab.papers") }).click();
}

async function chooses(person: Person): Promise<void> {
  // Any photograph will do: the page itself is one.
  const buffer = await person.page.screenshot();
  const [chooser] = await Promise.all([
    person.page.waitForEvent("filechooser"),
    person.presses("papers.choose"),
  ]);
  await chooser.setFiles({ name: "IMG_2031.png", mimeType: "image/png", buffer });
  await person.page.getByRole("img", { name: person.say("papers.chosen") }).waitFor();
}

test("a consent is kept, with what is missing said beside it, and waits for the network", async () => {
  await stage.world.network("cut");
  const lead = await stage.sits(seats.lead);
  await opensPapers(lead);
  await lead.sees("papers.none");
  await lead.presses("papers.add");
  await lead.presses("papers.keep");
  await lead.sees("papers.noPhoto");
  await lead.sees("why.missing");
  await chooses(lead);
  await lead.field("papers.name").fill("Consent to share, signed");
  await lead.isPhotographed("papers-form");
  await lead.presses("papers.keep");
  await lead.sees("papers.toSend");
  expect(await lead.unsent()).toBe(2);
  await lead.isPhotographed("papers");
  await lead.page.getByRole("link", { name: "Consent to share, signed" }).click();
  await lead.page.getByRole("img", { name: "Consent to share, signed" }).waitFor();
  await lead.isPhotographed("papers-picture");
  await lead.page.keyboard.press("Escape");
  await lead.goesToSync();
  await lead.sees("kind.picture", undefined, lead.region("sync.notYet"));
  await lead.leaves();
});

test("a file that is no photo is refused in a sentence", async () => {
  const lead = await stage.sits(seats.lead);
  await opensPapers(lead);
  await lead.presses("papers.add");
  const [chooser] = await Promise.all([
    lead.page.waitForEvent("filechooser"),
    lead.presses("papers.choose"),
  ]);
  const buffer = Buffer.from("%PDF-1.7 not a photo");
  await chooser.setFiles({ name: "letter.png", mimeType: "image/png", buffer });
  await lead.field("papers.name").fill("Letter");
  await lead.presses("papers.keep");
  await lead.sees("failure.not_a_picture");
  await lead.presses("form.throwAway");
  await lead.leaves();
});

test("the nurse sees it in Spanish; a mistake stays with its reason", async () => {
  await stage.world.network("up");
  await exchanges(stage.world, seats.lead);
  await exchanges(stage.world, seats.nurse);
  const nurse = await stage.sits(seats.nurse);
  await nurse.speaks("es");
  await opensPapers(nurse);
  await nurse.page.getByRole("link", { name: "Consent to share, signed" }).click();
  await nurse.page.getByRole("img", { name: "Consent to share, signed" }).waitFor();
  await nurse.presses("papers.mistake");
  await nurse.field("papers.whyLabel").fill("Es de otra persona");
  await nurse.presses("papers.withdraw");
  await nurse.sees("papers.withdrawn");
  await nurse.sees("papers.why", { why: "Es de otra persona" });
  await nurse.isPhotographed("papers-withdrawn-es");
  await exchanges(stage.world, seats.nurse);
  await exchanges(stage.world, seats.lead);
  const { documents } = await ask(seats.lead, "documents.list", { member });
  expect(documents.map(({ withdrawn }) => withdrawn)).toEqual(["Es de otra persona"]);
  await nurse.leaves();
});
