// A pregnancy as one line: what is due on it, what she is shown and nothing else, an end that is written down with care.
import { beforeAll, expect, test } from "vitest";
import { ask, deborah, ines, until, type Seat } from "./support/bridge";
import { isAccessible, reflows, wears } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: Seat;

const page = { offset: 0, limit: 100 };

/** Of the demo's people the one whose pregnancy is like this. */
async function who(
  fits: (course: Awaited<ReturnType<typeof courses>>[number]) => boolean,
): Promise<{ member: string; name: string }> {
  const { people } = await ask(seat, "caseload.list", {
    whose: "team",
    only: "perinatal",
    page,
  });
  const known = await Promise.all(
    people.rows.map(async ({ member, name }) => {
      const [course] = await courses(member);
      return { member, name, fits: course !== undefined && fits(course) };
    }),
  );
  const found = known.find((one) => one.fits);
  if (!found) throw new Error("the demo clinic has such a pregnancy");
  return found;
}

async function courses(member: string) {
  const { pregnancies } = await ask(seat, "perinatal.show", { member });
  return pregnancies;
}

async function opens(name: string): Promise<Person> {
  const person = await stage.sits(seat);
  await person.finds(name);
  await person.page.getByRole("tab", { name: person.say("member.tab.pregnancy") }).click();
  return person;
}

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
});

test("R121, R125, R127, R131: what is due stands on the line and beside it, and one press writes it down", async () => {
  const { member, name } = await who((course) => 0 < course.sessions.length);
  const person = await opens(name);
  await person.heading("perinatal.due").waitFor();
  await person.heading("perinatal.beside").waitFor();
  await person.page.locator("main svg text").first().waitFor();
  await isAccessible(person.page, "everything");
  await person.isPhotographed("perinatal.en");
  const [course] = await courses(member);
  const due = course?.slots.find((slot) => slot.presses && slot.instrument === null);
  if (!course || !due) throw new Error("something is due");
  await person.page.getByRole("link", { name: due.label.en, exact: true }).first().click();
  await person.field("perinatal.place").fill("Alder Creek");
  await isAccessible(person.page, "everything");
  await person.presses("form.save");
  await until(async () => {
    const [now] = await courses(member);
    const slot = now?.slots.find((each) => each.item === due.item && each.about === due.about);
    expect(slot).toMatchObject({
      state: "done",
      place: "Alder Creek",
      presses: false,
    });
  });
  await wears(person, { theme: "dark", contrast: "normal" }, "es");
  await person.heading("perinatal.due").waitFor();
  await person.isPhotographed("perinatal.es-dark");
  await reflows(person, "es");
  await wears(person, { theme: "light", contrast: "normal" }, "en");
  await person.leaves();
});

test("she is shown hers alone, and giving the laptop back locks it", async () => {
  const { member, name } = await who((course) => course.phase === "pregnant");
  const person = await opens(name);
  const { firstName } = await ask(seat, "members.show", { member });
  await person.presses("perinatal.show", { name: firstName });
  await person.heading("show.pregnancy", { name: firstName }).waitFor();
  expect(await person.page.getByRole("navigation").count()).toBe(0);
  await isAccessible(person.page, "everything");
  await person.page.locator("svg text").first().waitFor();
  await person.isPhotographed("show-pregnancy.en");
  await reflows(person, "en");
  await person.page.keyboard.press("Control+k");
  await person.page.keyboard.press("Alt+ArrowLeft");
  expect(await person.page.getByRole("searchbox").count()).toBe(0);
  await person.heading("show.pregnancy", { name: firstName }).waitFor();
  const others = (await ask(seat, "caseload.list", { whose: "team", only: "everyone", page }))
    .people.rows;
  const text = await person.page.locator("body").innerText();
  expect(others.filter((row) => row.member !== member && text.includes(row.name))).toEqual([]);
  await person.page.getByRole("button", { name: /^Give back to/ }).click();
  await until(async () => {
    expect(await ask(seat, "session.show", {})).toMatchObject({
      state: "locked",
    });
  });
  await person.leaves();
  seat = seatOf(await stage.world.of({ satchels: [deborah] }), deborah);
});

test("R120, R136: a birth is refused in a sentence, written down, and the baby gets a record linked to the mother", async () => {
  const { member, name } = await who(
    (course) => course.phase === "pregnant" && (course.age?.weeks ?? 0) >= 20,
  );
  const person = await opens(name);
  await person.presses("perinatal.end");
  await person.chooses(person.say("perinatal.endWhat"), person.say("pregnancyEnding.miscarriage"));
  const day = person.page.getByRole("group", {
    name: person.say("perinatal.endOn"),
  });
  await day.getByRole("button").first().click();
  await person.page.getByRole("option", { name: "November" }).click();
  await day.getByRole("textbox").nth(0).fill("23");
  await day.getByRole("textbox").nth(1).fill("2026");
  await person.presses("form.save");
  await person.sees("why.late_for_a_miscarriage");
  await isAccessible(person.page, "everything");
  await person.chooses(person.say("perinatal.endWhat"), person.say("pregnancyEnding.live_birth"));
  await person.presses("form.save");
  await person.presses("perinatal.addInfant");
  await person.field("perinatal.infantName").fill("Luz");
  await person.presses("form.save");
  await person.presses("perinatal.makeRecord");
  await person.field("perinatal.family").fill("Ruiz");
  await person.presses("perinatal.recordSave");
  await until(async () => {
    const [course] = await courses(member);
    expect(course?.infants[0]?.record?.name).toBe("Luz Ruiz");
  });
  await person.isPhotographed("perinatal-birth.en");
  await person.page
    .getByRole("link", {
      name: person.say("perinatal.ownRecord", { name: "Luz Ruiz" }),
    })
    .click();
  await person.page.getByRole("heading", { level: 1, name: "Luz Ruiz" }).waitFor();
  await person.page.getByRole("tab", { name: person.say("member.tab.pregnancy") }).click();
  await person.reads(person.say("perinatal.mother", { name }));
  await person.leaves();
});

test("after a loss nothing reminds of a baby, in Spanish, and her own care stays", async () => {
  const { name } = await who((course) => course.quiet);
  const person = await opens(name);
  await person.speaks("es");
  await person.sees("perinatal.quiet");
  await isAccessible(person.page, "everything");
  const text = await person.page.getByRole("tabpanel").innerText();
  expect(text).not.toMatch(/niño sano|prenatal|bebé anotado/i);
  await person.isPhotographed("perinatal-loss.es");
  await person.speaks("en");
  await person.leaves();
});

test("she is shown her own care in her language, and after a loss no line and no baby", async () => {
  const { member, name } = await who((course) => course.quiet);
  const person = await opens(name);
  const { firstName } = await ask(seat, "members.show", { member });
  await person.presses("perinatal.show", { name: firstName });
  await person.page
    .getByRole("heading", {
      level: 1,
      name: `${firstName}, su atención a partir de hoy`,
    })
    .waitFor();
  expect(await person.page.locator("main svg text").count()).toBe(0);
  expect(await person.page.locator("main").innerText()).not.toMatch(/beb[eé]|baby|embarazo/i);
  await isAccessible(person.page, "everything");
  await person.isPhotographed("show-loss.es");
  await person.leaves();
});
