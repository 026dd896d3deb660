import { expect, test } from "vitest";
import { asksAbout, consentOf, emptyConsent, forKind, provisionsOf, sayings } from "./consent";
import { thinned, pathOf, pointsMax } from "./strokes";
import { within } from "./words";

const base = emptyConsent("es", "2026-02-10", false);

test("a form asks about what it can permit, and what was not asked is said so", () => {
  expect(asksAbout("part2_tpo")).toEqual(["part2"]);
  expect(asksAbout("roi")).not.toContain("part2");
  expect(asksAbout("ecm_opt_in")).toEqual([]);
  const form = {
    ...base,
    kind: "roi" as const,
    toName: " Casa Abril ",
    purposes: ["housing" as const],
    answers: { none: "share" as const, hiv: "deny" as const },
  };
  const all = provisionsOf(form);
  expect(all).toHaveLength(asksAbout("roi").length);
  expect(all.find(({ about }) => about === null)).toEqual({
    about: null,
    answered: "share",
    toKind: "community",
    toName: "Casa Abril",
    purposes: ["housing"],
  });
  // A no is a no for everything.
  expect(all.find(({ about }) => about === "hiv")?.purposes).toEqual([]);
  expect(sayings(all).map(({ answered, about }) => [answered, about])).toEqual([
    ["share", ["none"]],
    ["deny", ["hiv"]],
  ]);
});

test("a form of the state is for anybody until she says for whom; no other form is", () => {
  const state = { ...base, ...forKind(base, "ascmi_ab133") };
  expect(state.toKind).toBeNull();
  expect(provisionsOf(state).every(({ toKind }) => toKind === null)).toBe(true);
  expect(forKind(state, "roi").toKind).toBe("community");
  expect(forKind({ ...base, toKind: "plan" }, "part2_tpo").toKind).toBe("plan");
});

test("the end is kept only where there is something to share, and paper needs its photo", () => {
  const said = consentOf("m", [], { ...base, until: "2027-01-01" });
  expect(said?.until).toBeNull();
  expect(said?.signing).toEqual({ how: "verbal", witness: "" });
  expect(consentOf("m", [], { ...base, how: "paper" })).toBeNull();
  expect(consentOf("m", [], { ...base, refused: true, how: "touch" })?.refused).toBe("");
});

test("a signature is thinned, stays within its field and its limit, and is drawn as it was written", () => {
  const wild: [number, number][] = Array.from({ length: 5000 }, (_, i) => [
    i % 1200,
    (i * 7) % 900,
  ]);
  const thin = thinned([wild, [[5, 5]]]);
  const points = thin.flat();
  expect(points.length).toBeLessThanOrEqual(pointsMax);
  expect(points.every(([x, y]) => x <= 1000 && y <= 400)).toBe(true);
  expect(
    pathOf([
      [
        [1, 2],
        [30, 40],
      ],
      [[5, 5]],
    ]),
  ).toBe("M1 2L30 40M5 5L5 5");
});

test("a name within a sentence is written small, unless it is letters", () => {
  expect(["Housing", "HIV", "VIH", "Salud mental"].map(within)).toEqual([
    "housing",
    "HIV",
    "VIH",
    "salud mental",
  ]);
});
