// Contrast of every colour pair the look uses, straight from tokens.css: 4.5 for text, 3 for
// shapes, control edges and focus, in both themes and both contrasts.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Pair = readonly [string, string];
const css = readFileSync("src/look/tokens.css", "utf8").replaceAll(/\/\*[\s\S]*?\*\//g, "");

function block(start: string): Map<string, Pair> {
  const open = css.indexOf("{", css.indexOf(start));
  const body = css.slice(open + 1, css.indexOf("\n}", open));
  const token = /--([\w-]+):\s*light-dark\((oklch\([^)]*\)),\s*(oklch\([^)]*\))\)/g;
  return new Map(
    [...body.matchAll(token)].map(([, name = "", light = "", dark = ""]) => [name, [light, dark]]),
  );
}

const base = block(":root {");
const more = new Map([...base, ...block('[data-contrast="more"] {')]);

function luminance(colour: string): number {
  const [lightness = 0, chroma = 0, hue = 0] = colour
    .slice(6, -1)
    .trim()
    .split(/[\s/]+/)
    .map(Number);
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (v: number) => Math.min(1, Math.max(0, v));
  return (
    0.2126 * clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) +
    0.7152 * clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) +
    0.0722 * clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  );
}

function ratio(front: string, back: string): number {
  const [low = 0, high = 0] = [luminance(front), luminance(back)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = "canvas paper wash raised bay-soft poppy-soft brick-soft tide-soft chart-band";
const text: Record<string, string> = {
  ink: grounds,
  "ink-2": grounds,
  "ink-3": "canvas paper wash raised bay-soft chart-band",
  bay: "canvas paper wash raised bay-soft sand",
  "bay-strong": "canvas paper bay-soft",
  "on-bay": "bay bay-strong",
  poppy: "canvas paper wash poppy-soft bay-soft",
  brick: "canvas paper wash brick-soft bay-soft",
  "on-brick": "brick-solid",
  tide: "canvas paper wash tide-soft bay-soft",
  "on-sand": "sand",
  "on-sand-2": "sand",
  "on-door": "door",
  "on-door-2": "door",
};
const shapes: Record<string, string> = {
  edge: "paper raised wash canvas",
  "bay-mid": "paper wash bay-soft",
  "poppy-mark": "paper wash poppy-soft bay-soft",
  "brick-solid": "paper brick-soft bay-soft",
  "tide-mark": "paper",
  "chart-3": "paper",
  focus: "paper canvas wash sand bay-soft",
};

function under(pairs: Record<string, string>, least: number): string[] {
  const colour = (tokens: Map<string, Pair>, name: string, theme: 0 | 1) => {
    const found = tokens.get(name);
    if (!found) throw new Error(`no token --${name}`);
    return found[theme];
  };
  return Object.entries(pairs).flatMap(([front, backs]) =>
    backs
      .split(" ")
      .flatMap((back) =>
        [base, more].flatMap((tokens) =>
          ([0, 1] as const)
            .filter(
              (theme) => ratio(colour(tokens, front, theme), colour(tokens, back, theme)) < least,
            )
            .map((theme) => `${front} on ${back} (${theme === 0 ? "light" : "dark"})`),
        ),
      ),
  );
}

test("text has contrast 4.5 on every ground", () => {
  expect(under(text, 4.5)).toEqual([]);
});

test("shapes, edges and focus have contrast 3", () => {
  expect(under(shapes, 3)).toEqual([]);
});
