import { expect, test } from "vitest";
import { allDomain, type AreaStood, type NeedView, type Standing } from "../../contract/generated";
import { asked, draw, sectors, stepRound, wheel } from "./wheel";

function need(domain: NeedView["domain"], standing: Standing, askedOn = "2026-01-20"): NeedView {
  return {
    need: `${domain} ${askedOn}`,
    domain,
    standing,
    words: "",
    askedOn,
    twoAnswers: [],
    seen: "",
  };
}

// R055, R056: every area stands there until somebody has asked.
test("an_area_nobody_asked_about_is_to_ask_and_never_no", () => {
  const all = sectors([]);
  expect(all.map((sector) => sector.domain)).toEqual([...allDomain]);
  expect(new Set(all.map((sector) => sector.state))).toEqual(new Set(["to_ask"]));
  expect(asked(all)).toBe(0);
});

test("a_need_stands_before_every_other_answer_of_its_area", () => {
  const all = sectors([
    need("housing", "has_need", "2025-11-01"),
    need("housing", "has_need", "2025-12-01"),
    need("housing", "no_need", "2026-01-20"),
    need("oral", "later"),
  ]);
  const housing = all.find((sector) => sector.domain === "housing");
  expect([housing?.state, housing?.needs]).toEqual(["has_need", 2]);
  expect(housing?.notes[0]?.askedOn).toBe("2026-01-20");
  expect(asked(all)).toBe(2);
});

// R055, R056: declined and deferred are answers. R016 in part: trauma is an area of its own.
test("without_a_need_the_newest_answer_holds", () => {
  const all = sectors([
    need("trauma", "declined", "2026-01-20"),
    need("trauma", "later", "2025-11-01"),
  ]);
  expect(all.find((sector) => sector.domain === "trauma")?.state).toBe("declined");
});

function stood(domain: AreaStood["domain"], standing: Standing, on: string): AreaStood {
  const label = { en: domain, es: domain };
  return { domain, label, standing, words: "", on, record: "r" };
}

test("r056 what the comprehensive assessment says fills the wheel, and a later note outweighs it", () => {
  const of = (needs: NeedView[], areas: AreaStood[]) =>
    Object.fromEntries(sectors(needs, areas).map(({ domain, state }) => [domain, state]));
  const areas = [
    stood("social", "no_need", "2026-01-10"),
    stood("social", "later", "2026-01-10"),
    stood("housing", "has_need", "2026-01-10"),
    stood("oral", "no_need", "2026-01-10"),
  ];
  const fresh = of([], areas);
  expect([fresh["social"], fresh["housing"], fresh["oral"], fresh["food"]]).toEqual([
    "later",
    "has_need",
    "no_need",
    "to_ask",
  ]);
  const later = of([need("housing", "no_need", "2026-02-01")], areas);
  expect(later["housing"]).toBe("no_need");
});

test("arrow_keys_walk_round_the_wheel", () => {
  expect(stepRound(11, "ArrowRight", 12)).toBe(0);
  expect(stepRound(0, "ArrowUp", 12)).toBe(11);
  expect(stepRound(5, "Home", 12)).toBe(0);
  expect(stepRound(5, "End", 12)).toBe(11);
  expect(stepRound(5, "Enter", 12)).toBeUndefined();
});

test("every_sector_and_its_mark_lie_on_the_picture", () => {
  for (const state of ["has_need", "no_need", "later", "declined", "to_ask"] as const) {
    for (const index of allDomain.keys()) {
      const { mark, label, path } = draw(index, state);
      expect(path).toMatch(/^M[-\d. ]+A[-\d. ]+L[-\d. ]+A[-\d. ]+Z$/);
      for (const { x, y } of [mark, label]) {
        expect(0 <= x && x <= wheel.width && 0 <= y && y <= wheel.height).toBe(true);
      }
    }
  }
});

test("the_first_sector_points_up_and_labels_run_away_from_the_middle", () => {
  expect(draw(0, "has_need").mark.x).toBeCloseTo(wheel.x);
  expect(draw(0, "has_need").label.anchor).toBe("middle");
  expect(draw(3, "later").label.anchor).toBe("start");
  expect(draw(9, "has_need").label.anchor).toBe("end");
});
