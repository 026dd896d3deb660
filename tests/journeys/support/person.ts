// A person before her screen. She knows labels, words and roles; nothing of how the page is made.
import type { Browser, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import type { RequestOf } from "../../../ui/src/contract/ask";
import type { RequestName } from "../../../ui/src/contract/generated";
import type { Word } from "../../../ui/src/words/words";
import { ask } from "./bridge";
import { openPage, picturePath, type Watched } from "./browser";
import { literal, sentence, type Language } from "./words";

type Values = Record<string, string | number>;
/** Where she looks: the whole page, or a part of it. */
type Part = Page | Locator;

export class Person {
  readonly page: Page;

  private constructor(
    readonly seat: { url: string },
    private readonly watched: Watched,
    public language: Language,
  ) {
    this.page = watched.page;
  }

  /** She sits down before her satchel, as it stands. */
  static async at(browser: Browser, seat: { url: string }, language: Language): Promise<Person> {
    const person = new Person(seat, await openPage(browser), language);
    await person.page.goto(seat.url);
    return person;
  }

  /** A word or sentence of the screen, in her language. */
  say(id: Word, values?: Values): string {
    return sentence(this.language, id, values);
  }

  /** What begins as this sentence does, whatever follows. */
  begins(id: Word, values?: Values, letters?: number): RegExp {
    return new RegExp(`^${literal(this.say(id, values).trim().slice(0, letters))}`);
  }

  button(id: Word, values?: Values, within: Part = this.page): Locator {
    return within.getByRole("button", { name: this.say(id, values), exact: true });
  }

  heading(id: Word, values?: Values): Locator {
    return this.page.getByRole("heading", { name: this.say(id, values), exact: true });
  }

  region(id: Word, values?: Values): Locator {
    return this.page.getByRole("region", { name: this.say(id, values), exact: true });
  }

  field(id: Word, values?: Values, within: Part = this.page): Locator {
    return within.getByRole("textbox", { name: this.say(id, values), exact: true });
  }

  async presses(id: Word, values?: Values, within: Part = this.page): Promise<void> {
    await this.button(id, values, within).click();
  }

  /** Chooses a tile, a radio or a box by the words beside it. */
  async picks(words: string, within: Part = this.page): Promise<void> {
    await within.locator("label", { hasText: words }).first().click();
  }

  /** Chooses from a list that opens. */
  async chooses(label: string, option: string, within: Part = this.page): Promise<void> {
    await within.getByRole("button", { name: new RegExp(`${literal(label)}$`) }).click();
    await this.page.getByRole("option", { name: option, exact: true }).click();
  }

  async sees(id: Word, values?: Values, within: Part = this.page): Promise<void> {
    await within.getByText(this.say(id, values)).first().waitFor();
  }

  async reads(text: string | RegExp, within: Part = this.page): Promise<void> {
    await within.getByText(text).first().waitFor();
  }

  async speaks(language: Language): Promise<void> {
    if (this.language === language) return;
    const name = language === "es" ? "Español" : "English";
    await this.page.getByRole("button", { name, exact: true }).click();
    this.language = language;
    await this.page.locator(`html[lang="${language}-US"]`).waitFor();
  }

  /** To a place of the rail. */
  async goes(
    to: "today" | "caseload" | "outreach" | "audit" | "incidents" | "settings",
  ): Promise<void> {
    const name = this.say(`place.${to}`);
    await this.page
      .getByRole("navigation", { name: "Satchel" })
      .getByText(name, { exact: true })
      .click();
    if (to !== "today") await this.heading(`place.${to}`).waitFor();
  }

  async goesToSync(): Promise<void> {
    const rail = this.page.getByRole("navigation", { name: "Satchel" });
    const full = new RegExp(
      literal(this.say("rail.unsent", { n: 0 })).replace("0", String.raw`\d+`),
    );
    await rail
      .getByText(full)
      .or(rail.getByText(this.say("rail.empty")))
      .first()
      .click();
    await this.heading("place.sync").waitFor();
  }

  /** To a member's record, by a part of the name. */
  async finds(name: string): Promise<void> {
    await this.page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
    await this.page.keyboard.press("Control+k");
    await this.page.getByRole("searchbox", { name: this.say("find.label") }).fill(name);
    await this.page.getByRole("option", { name }).first().click();
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  async opensPlanOf(name: string): Promise<void> {
    await this.finds(name);
    await this.presses("plan.title");
    await this.heading("plan.title").waitFor();
  }

  /** From Today, whether it is the next visit or a later one. */
  async opensVisitOf(name: string): Promise<void> {
    const next = this.page.getByRole("region", { name, exact: true });
    const later = this.page.getByRole("listitem").getByRole("link", { name, exact: true });
    await this.button("today.openVisit", undefined, next).or(later).first().click();
  }

  /** Everything she asked of the core under this name, oldest first. */
  asked<N extends RequestName>(name: N): RequestOf<N>[] {
    const all = this.watched.asked.filter((each) => each.name === name);
    return all.map((each) => each.body as RequestOf<N>);
  }

  async unsent(): Promise<number> {
    return (await ask(this.seat, "sync.show", {})).unsent;
  }

  /** The page made no mistakes of its own, and kept nothing outside the vault. */
  async leavesNothing(): Promise<void> {
    const kept = await this.page.evaluate(async () => ({
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      cookies: document.cookie,
    }));
    expect(kept).toEqual({ local: 0, session: 0, databases: 0, cookies: "" });
    if (0 < this.watched.complaints.length) throw new Error(this.watched.complaints.join("\n"));
  }

  /** She closes the window, and nothing is left of it. */
  async leaves(): Promise<void> {
    await this.leavesNothing();
    await this.page.context().close();
  }

  async isPhotographed(name: string): Promise<void> {
    if (!this.page.isClosed()) await this.page.screenshot({ path: picturePath(name) });
  }
}
