// The wheel of twelve areas: what stands in each sector, and where it is drawn. Pure.
import {
  allDomain,
  type AreaStood,
  type Domain,
  type NeedView,
  type Standing,
} from "../../contract/generated";

/** What one area shows. Unknown is never drawn as no. */
export type SectorState = Standing | "to_ask";

export interface Sector {
  domain: Domain;
  state: SectorState;
  /** How many needs she has there. */
  needs: number;
  /** What was noted there, newest first. */
  notes: NeedView[];
  /** What the newest comprehensive assessment says there, and no later note outweighs. */
  areas: AreaStood[];
}

/** The twelve in their fixed places, clockwise from the top. */
export function sectors(needs: readonly NeedView[], stood: readonly AreaStood[] = []): Sector[] {
  return allDomain.map((domain) => {
    const notes = needs
      .filter((need) => need.domain === domain)
      .toSorted((a, b) => b.askedOn.localeCompare(a.askedOn));
    const newest = notes[0]?.askedOn ?? "";
    const areas = stood.filter((area) => area.domain === domain && newest <= area.on);
    const has = ({ standing }: { standing: Standing }) => standing === "has_need";
    const open = notes.filter(has).length + areas.filter(has).length;
    // A need in one area outweighs what is said of the others; what is open outweighs what is settled.
    const calm = areas.find(({ standing }) => standing !== "no_need") ?? areas[0];
    const state = 0 < open ? "has_need" : (calm?.standing ?? notes[0]?.standing ?? "to_ask");
    return { domain, state, needs: open, notes, areas };
  });
}

export function asked(all: readonly Sector[]): number {
  return all.filter((sector) => sector.state !== "to_ask").length;
}

/** The next sector for a key, round the wheel; undefined for keys the wheel does not use. */
export function stepRound(at: number, key: string, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowLeft":
    case "ArrowUp":
      return (at + count - 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}

export const wheel = { width: 328, height: 272, x: 164, y: 134, inner: 42 } as const;

/** A need reaches furthest; what is settled is short; what is open lies between. */
const reach: Record<SectorState, number> = {
  has_need: 106,
  later: 91.2,
  to_ask: 91.2,
  no_need: 78.4,
  declined: 78.4,
};

const slice = (2 * Math.PI) / allDomain.length;
/** A hair of paper between two sectors. */
const half = slice / 2 - 0.024;

interface Point {
  x: number;
  y: number;
}

function point(radius: number, angle: number): Point {
  return { x: wheel.x + radius * Math.sin(angle), y: wheel.y - radius * Math.cos(angle) };
}

const write = ({ x, y }: Point) => `${x.toFixed(1)} ${y.toFixed(1)}`;

export interface Drawn {
  path: string;
  /** The middle of the sector: its number or glyph. */
  mark: Point;
  label: Point & { anchor: "start" | "middle" | "end" };
}

export function draw(index: number, state: SectorState): Drawn {
  const outer = reach[state];
  const middle = index * slice;
  const [from, to] = [middle - half, middle + half];
  const path =
    `M${write(point(outer, from))}A${outer} ${outer} 0 0 1 ${write(point(outer, to))}` +
    `L${write(point(wheel.inner, to))}A${wheel.inner} ${wheel.inner} 0 0 0 ${write(point(wheel.inner, from))}Z`;
  const beside = Math.sin(middle);
  const above = Math.cos(middle);
  const end = point(outer + 8, middle);
  // The baseline of the label: on the tip at the top, in the middle at the sides, under it below.
  const drop = 0.5 < above ? 1 : above < -0.5 ? 13 : 4.5;
  const anchor = beside > 0.1 ? "start" : beside < -0.1 ? "end" : "middle";
  return {
    path,
    mark: point((wheel.inner + outer) / 2, middle),
    label: { x: end.x, y: end.y + drop, anchor },
  };
}
