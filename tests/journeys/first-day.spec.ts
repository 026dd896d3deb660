// A first day: open the satchel, visit, write, sign, add a later word, and empty it at the clinic.
import { beforeAll, describe, expect, test } from "vitest";
import { bare } from "../../ui/src/features/visits/note";
import { ask, ines, until, type Seat } from "./support/bridge";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const words = {
  en: {
    note: "She sleeps better since the new bed. We went through the form line by line.",
    later: "She called back: her cousin will come along on Thursday.",
  },
  es: {
    note: "Duerme mejor desde la cama nueva. Repasamos el formulario línea por línea.",
    later: "Volvió a llamar: su prima la acompaña el jueves.",
  },
};

const stage = Stage.set();

describe.each(["en", "es"] as const)("in %s", (language) => {
  let seat: Seat;

  beforeAll(async () => {
    seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
  });

  // R015: signed without a network. R065 in part: the note says that coordination was given.
  test("a note is written, outlives a reload, is signed, amended and received", async () => {
    const today = await ask(seat, "today.show", {});
    const planned = today.visits.find((visit) => visit.appointment.time === "09:00");
    const { name = "", visit = "" } = planned ?? {};
    await ask(seat, "session.lock", {});

    const person = await stage.sits(seat);
    await opens(person, seat, language);
    await writes(person, name);
    await isStillThere(person, name);
    await worksOnAGoal(person, visit);
    await stage.world.caughtUp(seat);
    await stage.world.network("cut");
    await signs(person);
    await addsALaterWord(person);
    await empties(person);
    await person.leaves();
  });

  async function opens(person: Person, { passphrase }: Seat, to: "en" | "es") {
    await person.heading("lock.title").waitFor();
    await person.speaks(to);
    const field = person.page.getByLabel(person.say("lock.passphrase"), { exact: true });
    await field.fill("otter lantern prairie");
    await person.presses("lock.open");
    await person.sees("failure.wrong_passphrase");
    await field.fill(passphrase);
    await person.presses("lock.open");
    await person.page.getByRole("list", { name: person.say("today.day") }).waitFor();
  }

  async function writes(person: Person, name: string) {
    await person.opensVisitOf(name);
    await person.heading("visit.atTheDoor").waitFor();
    await person.presses("visit.start");
    const note = person.field("visit.note");
    await note.pressSequentially(words[language].note);
    await person.reads(person.begins("draft.kept", { when: "" }));
    // The tag may speak of an earlier pause; the last letter is what counts.
    await until(() => {
      const kept = person.asked("drafts.keep").at(-1)?.body ?? "";
      expect(kept).toContain(words[language].note);
    });
  }

  async function isStillThere(person: Person, name: string) {
    await person.page.reload();
    await person.sees("today.draftAbout", { name });
    await person.presses("today.goOn");
    await person.field("visit.note").waitFor();
    expect(await person.field("visit.note").inputValue()).toBe(words[language].note);
  }

  async function worksOnAGoal(person: Person, visit: string) {
    const [goal] = (await ask(seat, "visits.show", { visit })).goals;
    const { text = "", translation = "" } = goal?.statement ?? {};
    await person.picks(person.say("visit.workedOn"));
    const note = await person.field("visit.note").inputValue();
    expect(note).toContain(words[language].note);
    expect(note).toContain(bare(language === "es" ? text : translation));
    const talk = person.region("visit.part.goals");
    await person.presses("visit.part.ask", undefined, talk);
    await person.presses("visit.part.note", undefined, person.region("visit.part.ask"));
    await person.picks(person.say("coreService.coordination"));
    await person.presses("visit.part.next", undefined, person.region("visit.part.note"));
    await person.presses("visit.part.sign", undefined, person.region("visit.part.next"));
  }

  async function signs(person: Person) {
    const sheet = person.page.getByRole("article", { name: person.say("visit.willBeSigned") });
    await person.reads(words[language].note, sheet);
    await person.presses("visit.sign");
    await person.heading("visit.signedNote").waitFor();
    await person.sees("visit.verified");
    await person.sees("visit.notReceived");
  }

  async function addsALaterWord(person: Person) {
    await person.presses("visit.addToNote");
    await person.picks(person.say("addendumReason.late_entry"));
    await person.field("visit.addendumText").fill(words[language].later);
    await person.presses("visit.addendumSign");
    // The form closes when the core has answered; until then the page has two buttons of one name.
    await person.field("visit.addendumText").waitFor({ state: "detached" });
    await person.heading("visit.addenda").waitFor();
    await person.reads(words[language].later);
    await person.reads(words[language].note);
  }

  async function empties(person: Person) {
    await person.presses("visit.close");
    await person.goesToSync();
    const inSatchel = person.page
      .getByRole("list", { name: person.say("sync.way") })
      .getByRole("listitem")
      .filter({ hasText: person.say("sync.inSatchel") });
    await person.reads(/^2$/, inSatchel);
    await person.sees("failure.clinic_unreachable");
    const waiting = person.region("sync.notYet");
    await person.sees("kind.note", undefined, waiting);
    await person.sees("kind.addendum", undefined, waiting);

    await stage.world.network("up");
    await person.presses("sync.tryNow");
    await person.reads(/^0$/, inSatchel);
    await person.sees("sync.all");
    const received = person.region("sync.received");
    await person.sees("kind.note", undefined, received);
    await person.sees("kind.addendum", undefined, received);
    expect(await person.unsent()).toBe(0);
  }
});
