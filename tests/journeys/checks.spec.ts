// The checks of looks.spec.ts themselves: each of them finds the fault it is there for.
import { beforeAll, beforeEach, expect, test } from "vitest";
import { ines } from "./support/bridge";
import { isAccessible, isReachable, reflows } from "./support/looks";
import type { Person } from "./support/person";
import { seatOf, Stage } from "./support/stage";

const stage = Stage.set();
let seat: { url: string };
let person: Person;

beforeAll(async () => {
  seat = seatOf(await stage.world.of({ satchels: [ines] }), ines);
});

beforeEach(async () => {
  person = await stage.sits(seat);
  await person.page.getByRole("list", { name: person.say("today.day") }).waitFor();
});

/** Puts something into the page that should not be there. */
async function spoil(make: (main: HTMLElement) => void): Promise<void> {
  await person.page.locator("main").evaluate(make);
}

test("a picture without words is found", async () => {
  await spoil((main) => main.append(document.createElement("img")));
  await expect(isAccessible(person.page, "everything")).rejects.toThrow("image-alt");
});

test("a button too small for a thumb is found", async () => {
  await spoil((main) => {
    for (const word of ["a", "b", "c"]) {
      const button = document.createElement("button");
      button.textContent = word;
      Object.assign(button.style, { inlineSize: "10px", blockSize: "10px", fontSize: "8px" });
      main.prepend(button);
    }
  });
  await expect(isAccessible(person.page, "everything")).rejects.toThrow("target-size");
});

test("words that are too pale are found", async () => {
  await spoil((main) => {
    const pale = document.createElement("p");
    pale.textContent = "Hardly to be read";
    pale.style.color = "#ddd";
    main.prepend(pale);
  });
  await expect(isAccessible(person.page, "colours")).rejects.toThrow("color-contrast");
});

test("what does not fit a narrow page is found", async () => {
  await spoil((main) => {
    const wide = document.createElement("p");
    wide.textContent = "Wider than a telephone";
    wide.style.inlineSize = "25rem";
    main.prepend(wide);
  });
  await expect(reflows(person, "en")).rejects.toThrow("scrolls");
});

test("words that are cut off are found", async () => {
  await spoil((main) => {
    const cut = document.createElement("p");
    cut.textContent = "The end of this sentence is nowhere";
    Object.assign(cut.style, { inlineSize: "6rem", overflow: "hidden", whiteSpace: "nowrap" });
    main.prepend(cut);
  });
  await expect(reflows(person, "en")).rejects.toThrow("cut:");
});

test("a focus that does not show is found", async () => {
  await spoil((main) => {
    for (const each of main.querySelectorAll<HTMLElement>("a, button, [tabindex]")) {
      each.style.outline = "none";
    }
  });
  const main = person.button("today.openVisit");
  await expect(isReachable(person.page, main)).rejects.toThrow(person.say("today.openVisit"));
});

test("what the content security policy refuses is found", async () => {
  await spoil((main) => {
    const style = document.createElement("style");
    style.textContent = "p { color: red }";
    main.append(style);
  });
  await expect(person.leavesNothing()).rejects.toThrow("Content Security Policy");
});

test("what is kept outside the vault is found", async () => {
  await spoil(() => localStorage.setItem("name", "somebody"));
  await expect(person.leavesNothing()).rejects.toThrow("local: 1");
});
