// Every screen there is, and how a person gets there.
import type { Locator } from "playwright-core";
import { memberTabs } from "../../../ui/src/app/navigation";
import type { Person } from "./person";

export interface Screen {
  name: string;
  /** From anywhere inside the satchel. */
  opens: (person: Person, name: string) => Promise<void>;
  /** The one thing to do here. */
  main: (person: Person, name: string) => Locator;
}

const sections: Screen[] = memberTabs.map((id) => ({
  name: `member-${id}`,
  opens: async (person, name) => {
    await person.finds(name);
    await person.page
      .getByRole("tab", { name: person.begins(`member.tab.${id}`) })
      .first()
      .click();
    const panel = person.page.getByRole("tabpanel");
    await panel.locator("h2, figcaption, ol").first().waitFor();
  },
  main: (person) => person.button("plan.title"),
}));

/** Opens a part of her consents. */
function ofConsents(to: "consents.share" | "consents.setApart"): Screen["opens"] {
  return async (person, name) => {
    await person.finds(name);
    await person.page
      .getByRole("tab", { name: person.say("member.tab.consents"), exact: true })
      .first()
      .click();
    await person.page.getByRole("tab", { name: person.say(to), exact: true }).click();
    await person.page.getByRole("tabpanel").locator("h2, li").first().waitFor();
  };
}

/** Opens the next part of the visit that is under way. */
function part(to: "goals" | "ask" | "note" | "next" | "sign"): Screen["opens"] {
  return async (person) => {
    const parts = person.page.getByRole("navigation", { name: person.say("visit.parts") });
    await parts.getByRole("button", { name: person.begins(`visit.part.${to}`) }).click();
    await person.region(`visit.part.${to}`).waitFor();
  };
}

/** In the order of a day: each begins where the one before it ended. */
export const screens: readonly Screen[] = [
  {
    name: "today",
    opens: (person) => person.goes("today"),
    main: (person) => person.button("today.openVisit"),
  },
  {
    name: "caseload",
    opens: (person) => person.goes("caseload"),
    main: (person) => person.page.getByRole("row").nth(1),
  },
  {
    name: "outreach",
    opens: (person) => person.goes("outreach"),
    main: (person) =>
      person.page
        .getByRole("button", { name: person.begins("outreach.logFor", { name: "" }) })
        .first(),
  },
  {
    name: "outreach-log",
    opens: async (person) => {
      await person.page
        .getByRole("button", { name: person.begins("outreach.logFor", { name: "" }) })
        .first()
        .click();
      await person.page.getByRole("group", { name: person.say("outreach.whatCame") }).waitFor();
    },
    main: (person) =>
      person.page
        .getByRole("group", { name: person.say("outreach.whatCame") })
        .getByRole("button")
        .first(),
  },
  {
    name: "outreach-street",
    opens: async (person) => {
      await person.picks(person.say("outreach.view.street"));
      await person.page.getByRole("group", { name: person.say("outreach.whatCame") }).waitFor();
    },
    main: (person) =>
      person.page
        .getByRole("group", { name: person.say("outreach.whatCame") })
        .getByRole("button")
        .first(),
  },
  {
    name: "outreach-works",
    opens: async (person) => {
      await person.picks(person.say("outreach.view.works"));
      await person.heading("outreach.works.title").waitFor();
    },
    main: (person) => person.page.getByRole("radio", { checked: true }).first(),
  },
  {
    name: "meet",
    opens: async (person) => {
      await person.goes("caseload");
      await person.presses("meet.button");
      await person.heading("meet.title").waitFor();
    },
    main: (person) => person.button("meet.save"),
  },
  ...sections,
  {
    name: "member-share",
    opens: ofConsents("consents.share"),
    main: (person) => person.button("sharing.weigh"),
  },
  {
    name: "member-apart",
    opens: ofConsents("consents.setApart"),
    main: (person) => person.button("plan.title"),
  },
  {
    name: "member-contact-form",
    opens: async (person) => {
      await person.page.getByRole("tab", { name: person.say("member.tab.contact") }).click();
      await person.presses("plan.change");
      await person.button("form.save").waitFor();
    },
    main: (person) => person.button("form.save"),
  },
  {
    name: "plan",
    opens: (person, name) => person.opensPlanOf(name),
    main: (person) => person.button("plan.addGoal"),
  },
  {
    name: "plan-goal-form",
    opens: (person) => person.presses("plan.addGoal"),
    main: (person) => person.button("plan.addThisGoal"),
  },
  {
    name: "plan-agree",
    opens: (person) => person.presses("plan.agreeAgain"),
    main: (person) =>
      person.page
        .getByRole("dialog")
        .getByRole("button", { name: person.say("form.close") })
        .last(),
  },
  {
    name: "find",
    opens: async (person) => {
      await person.page.keyboard.press("Escape");
      await person.page.getByRole("dialog").waitFor({ state: "detached" });
      await person.page.keyboard.press("Control+k");
      await person.page.getByRole("option").first().waitFor();
    },
    main: (person) => person.page.getByRole("searchbox"),
  },
  {
    name: "assess-how",
    opens: async (person, name) => {
      await person.page.keyboard.press("Escape");
      await person.finds(name);
      const tab = { name: person.begins("member.tab.assessments") };
      await person.page.getByRole("tab", tab).first().click();
      await person.page.getByRole("button", { name: "PHQ-9", exact: true }).click();
      await person.button("assess.begin").waitFor();
    },
    main: (person) => person.button("assess.begin"),
  },
  {
    name: "assess-question",
    opens: async (person) => {
      await person.presses("assess.begin");
      await person.button("assess.next").waitFor();
    },
    main: (person) => person.button("assess.next"),
  },
  {
    name: "assess-safety",
    opens: async (person) => {
      for (let n = 1; n <= 9; n += 1) {
        await person.sees("assess.question", { n, of: 10 });
        await person.page.keyboard.press(n === 9 ? "2" : "3");
      }
      await person.sees("assess.whatDone");
      await person.picks(person.say("safetyAct.safety_plan"));
    },
    main: (person) => person.button("assess.tellSupervisor"),
  },
  {
    name: "assess-end",
    opens: async (person) => {
      await person.presses("assess.tellSupervisor");
      await person.sees("assess.question", { n: 10, of: 10 });
      await person.page.keyboard.press("2");
      await person.heading("assess.end").waitFor();
    },
    main: (person) => person.button("assess.sign"),
  },
  {
    name: "assess-signed",
    opens: async (person) => {
      await person.presses("assess.sign");
      await person.heading("assess.history").waitFor();
    },
    main: (person) => person.button("assess.showNumbers", { short: "PHQ-9" }),
  },
  {
    name: "visit-before",
    opens: async (person, name) => {
      await person.goes("today");
      await person.opensVisitOf(name);
      await person.heading("visit.atTheDoor").waitFor();
    },
    main: (person) => person.button("visit.start"),
  },
  {
    name: "visit-goals",
    opens: async (person) => {
      await person.presses("visit.start");
      await person.field("visit.note").fill("She read the letter to me herself, line by line.");
      await person.picks(person.say("visit.workedOn"));
    },
    main: (person) => person.button("visit.part.ask", undefined, person.region("visit.part.goals")),
  },
  {
    name: "visit-ask",
    opens: part("ask"),
    main: (person) => person.button("visit.part.note", undefined, person.region("visit.part.ask")),
  },
  {
    name: "visit-note",
    opens: async (person, name) => {
      await part("note")(person, name);
      await person.picks(person.say("coreService.coordination"));
    },
    main: (person) => person.button("visit.part.next", undefined, person.region("visit.part.note")),
  },
  {
    name: "visit-next",
    opens: part("next"),
    main: (person) => person.button("visit.part.sign", undefined, person.region("visit.part.next")),
  },
  {
    name: "visit-sign",
    opens: part("sign"),
    main: (person) => person.button("visit.sign"),
  },
  {
    name: "visit-signed",
    opens: async (person) => {
      await person.presses("visit.sign");
      await person.heading("visit.signedNote").waitFor();
    },
    main: (person) => person.button("visit.addToNote"),
  },
  {
    name: "sync",
    opens: async (person) => {
      await person.presses("visit.close");
      await person.goesToSync();
      await person.sees("sync.all");
    },
    main: (person) => person.button("sync.tryNow"),
  },
  {
    name: "settings",
    opens: (person) => person.goes("settings"),
    main: (person) => person.page.getByRole("radio", { checked: true }).first(),
  },
];
