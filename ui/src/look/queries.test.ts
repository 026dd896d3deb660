import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const sheets = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".css"))
  .map((file) => ({ file, text: readFileSync(`src/${file}`, "utf8") }));

test("widths are asked of the page, so that larger text narrows it as zoom does", () => {
  const asking = sheets.filter(({ text }) => /@media[^{]*-width/.test(text));
  expect(asking.map(({ file }) => file)).toEqual([]);
});

test("directions are logical, so that nothing has to be turned round", () => {
  const physical =
    /(?:margin|padding|border)-(?:left|right|top|bottom)|[\s;{](?:left|right|top|bottom):/;
  expect(sheets.filter(({ text }) => physical.test(text)).map(({ file }) => file)).toEqual([]);
});
