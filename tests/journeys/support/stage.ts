// What every journey begins and ends with: a browser, and a world to put people into.
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { World, type Computer, type Made, type Seat } from "./bridge";
import { openBrowser } from "./browser";
import { Person } from "./person";
import type { Language } from "./words";

export class Stage {
  #browser: Browser | undefined;
  #world: World | undefined;
  #people: Person[] = [];

  /** For a spec file: made before its tests, gone after them. */
  static set(): Stage {
    const stage = new Stage();
    beforeAll(async () => {
      [stage.#browser, stage.#world] = await Promise.all([openBrowser(), World.begin()]);
    });
    afterEach(async ({ task }) => {
      if (task.result?.state !== "fail") return;
      const name = task.name.replaceAll(/[^a-z0-9]+/gi, "-");
      const pictures = stage.#people.map((person, at) =>
        person.isPhotographed(`failed-${name}-${at}`),
      );
      await Promise.all(pictures);
    });
    afterAll(async () => {
      await stage.#browser?.close();
      stage.#world?.end();
    });
    return stage;
  }

  get world(): World {
    if (!this.#world) throw new Error("the world begins before the first test");
    return this.#world;
  }

  get browser(): Browser {
    if (!this.#browser) throw new Error("the browser opens before the first test");
    return this.#browser;
  }

  /** Somebody sits down before a satchel, as it stands. */
  async sits(seat: { url: string }, language: Language = "en"): Promise<Person> {
    const person = await Person.at(this.browser, seat, language);
    this.#people = [...this.#people.filter(({ page }) => !page.isClosed()), person];
    return person;
  }
}

/** The satchel of somebody in a world that was made. */
export function seatOf(made: Made, name: string): Seat {
  const seat = made.satchels[name];
  if (!seat) throw new Error(`${name} has no satchel in this world`);
  return seat;
}

/** The computer of somebody in a world that was made. */
export function computerOf(made: Made, name: string): Computer {
  const computer = made.computers[name];
  if (!computer) throw new Error(`${name} has no computer in this world`);
  return computer;
}
