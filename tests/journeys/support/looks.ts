// What holds for every screen whatever it shows: it can be read, reached and enlarged.
import axe from "axe-core";
import type { Locator, Page } from "playwright-core";
import type { Settings } from "../../../ui/src/contract/generated";
import { ask, until } from "./bridge";
import { laptop, tells } from "./browser";
import type { Person } from "./person";
import type { Language } from "./words";

export interface Look {
  name: string;
  theme: Settings["theme"];
  contrast: Settings["contrast"];
}

export const looks: readonly Look[] = [
  { name: "light", theme: "light", contrast: "normal" },
  { name: "dark", theme: "dark", contrast: "normal" },
  { name: "light-strong", theme: "light", contrast: "more" },
  { name: "dark-strong", theme: "dark", contrast: "more" },
];

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];
/** What a colour alone can change; everything else is the same in every look. */
const colours = ["color-contrast", "link-in-text-block"];

/** A picture that follows its page's width needs a moment. */
const settlesMs = 3_000;

/** Says every fault there is. */
function none(faults: readonly string[]): void {
  if (0 < faults.length) throw new Error(faults.join("\n"));
}

/** A phone held upright, which is also 1280 px at 400 %. */
const narrow = { width: 320, height: 640 };

/** The page wears it when the core has said so. */
export async function wears(
  person: Person,
  { theme, contrast }: Pick<Look, "theme" | "contrast">,
  language: Language,
  textSize = 100,
): Promise<void> {
  const settings: Settings = { theme, contrast, language, textSize, hideNames: false };
  await ask(person.seat, "settings.put", { settings });
  await tells(person.page, { kind: "changed", topics: ["settings"] });
  person.language = language;
  await person.page
    .locator(
      `html[lang="${language}-US"][data-theme="${theme}"][data-contrast="${contrast}"][data-text-size="${textSize}"]`,
    )
    .waitFor();
}

/** Nothing that axe knows of stands in anybody's way. */
export async function isAccessible(page: Page, only: "everything" | "colours"): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    runOnly:
      only === "everything" ? { type: "tag", values: tags } : { type: "rule", values: colours },
    ...(only === "everything" ? { rules: { "target-size": { enabled: true } } } : {}),
    resultTypes: ["violations"],
  };
  const violations = await page.evaluate(async (chosen) => {
    const found = await (window as unknown as { axe: typeof axe }).axe.run(document, chosen);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    );
  }, options);
  none(violations);
}

/** Nothing is cut off and nothing has to be scrolled sideways. Runs in the page. */
function tooWide(): string[] {
  const found: string[] = [];
  const scrollers = Array.from(document.body.querySelectorAll("*")).filter((element) =>
    ["auto", "scroll"].includes(getComputedStyle(element).overflowX),
  );
  for (const element of [document.documentElement, ...scrollers]) {
    if (element.clientWidth + 1 < element.scrollWidth) {
      const what = `${element.tagName} ${element.className}`;
      found.push(`${what} scrolls: ${element.scrollWidth} > ${element.clientWidth}`);
    }
  }
  const isHidden = (box: DOMRect) => box.width <= 1 || box.height <= 1;
  const ownWords = (element: Element) =>
    Array.from(element.childNodes)
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => (node.textContent ?? "").trim())
      .join(" ");
  const scrolls = (element: Element | null): boolean =>
    element !== null &&
    (["auto", "scroll"].includes(getComputedStyle(element).overflowX) ||
      scrolls(element.parentElement));
  for (const element of document.body.querySelectorAll("*")) {
    const words = ownWords(element);
    const box = element.getBoundingClientRect();
    if (words === "" || isHidden(box) || element.closest("svg, .sr")) continue;
    const { overflowX } = getComputedStyle(element);
    const cuts = overflowX === "hidden" || overflowX === "clip";
    if (cuts && element.clientWidth + 1 < element.scrollWidth) found.push(`cut: ${words}`);
    const outside = innerWidth + 1 < box.right || box.left < -1;
    if (outside && !scrolls(element.parentElement)) found.push(`outside: ${words}`);
  }
  return found;
}

/** As it is, at 320 px, and with text twice as large. */
export async function reflows(person: Person, language: Language): Promise<void> {
  const { page } = person;
  const plain = { theme: "light", contrast: "normal" } as const;
  await until(async () => none(await page.evaluate(tooWide)), settlesMs);
  await page.setViewportSize(narrow);
  await until(async () => none(await page.evaluate(tooWide)), settlesMs);
  await page.setViewportSize(laptop);
  await wears(person, plain, language, 200);
  await until(async () => none(await page.evaluate(tooWide)), settlesMs);
  await wears(person, plain, language);
}

/** Where the focus is, in words, and whether it can be seen. Runs in the page. */
function focused(): { what: string; seen: boolean } {
  const at = document.activeElement;
  if (!at || at === document.body) return { what: "", seen: true };
  const what =
    (at.getAttribute("aria-label") ?? at.textContent).slice(0, 60) || at.outerHTML.slice(0, 120);
  let around: Element | null = at;
  // A radio's ring is drawn round its words, a search field's round its box.
  for (let up = 0; around && up < 3; up += 1, around = around.parentElement) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(around);
    const box = around.getBoundingClientRect();
    const ring = outlineStyle !== "none" && 2 <= Number.parseFloat(outlineWidth);
    const drawn = ring || boxShadow.includes("inset");
    if (drawn && 12 < box.width && box.top < innerHeight && 0 < box.bottom) {
      return { what, seen: true };
    }
  }
  return { what, seen: false };
}

/** The Tab key leads to the one thing to do, and every stop on the way shows that it is there. */
export async function isReachable(page: Page, main: Locator): Promise<void> {
  const unseen: string[] = [];
  for (let stop = 0; stop < 120; stop += 1) {
    await page.keyboard.press("Tab");
    const { what, seen } = await page.evaluate(focused);
    if (!seen) unseen.push(what);
    if (await main.evaluate((wanted) => wanted.contains(document.activeElement))) {
      none(unseen);
      return;
    }
  }
  throw new Error("the Tab key did not reach it in 120 stops");
}
