// Chromium as Debian has it, and pages that remember what they complained about.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import type { Notice } from "../../../ui/src/contract/runtime";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A new profile each time; gone with the browser. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: flags });
}

/** A cheap clinic laptop. */
export const laptop = { width: 1366, height: 768 };

export interface Watched {
  page: Page;
  /** Errors on the console, exceptions, refusals of the content security policy. */
  complaints: string[];
  /** Every request to the core, in order. */
  asked: { name: string; body: unknown }[];
}

interface Sent {
  name: string;
  body: unknown;
}

export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: laptop,
    locale: "en-US",
    timezoneId: process.env["TZ"] ?? "UTC",
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(15_000);
  await context.addInitScript(listenAlong);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: Sent[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (request.url().endsWith("/ask")) asked.push(request.postDataJSON() as Sent);
  });
  return { page, complaints, asked };
}

/** Runs in the page, before it: lets a journey speak with the core's voice. */
function listenAlong(): void {
  const Source = window.EventSource;
  window.EventSource = class extends Source {
    constructor(url: string | URL) {
      super(url);
      window.addEventListener("journey", (event) => {
        const data = JSON.stringify((event as CustomEvent<unknown>).detail);
        this.dispatchEvent(new MessageEvent("message", { data }));
      });
    }
  };
}

/** A page asks again after its own changes; of one made beside it, it has to be told. */
export async function tells(page: Page, notice: Notice): Promise<void> {
  await page.evaluate((detail) => {
    window.dispatchEvent(new CustomEvent("journey", { detail }));
  }, notice);
}

/** Where pictures are kept: artefacts/journeys, outside the repository's history. */
export function picturePath(name: string): string {
  const root = fileURLToPath(new URL("../../../artefacts", import.meta.url));
  const folder = join(process.env["SATCHEL_ARTEFACTS"] ?? root, "journeys");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}
