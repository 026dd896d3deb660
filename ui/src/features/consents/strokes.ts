// A signature as strokes of points in a field of 1,000 by 400: small, sharp at any size, and no picture.
export type Stroke = [number, number][];

export const fieldWidth = 1000;
export const fieldHeight = 400;
/** As many as the core takes. */
export const pointsMax = 1200;
export const strokesMax = 60;

/** Closer points add nothing to be seen. */
const nearest = 6;

const clamp = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)));

function thin(stroke: Stroke): Stroke {
  const kept: Stroke = [];
  for (const [x, y] of stroke) {
    const point: [number, number] = [clamp(x, fieldWidth), clamp(y, fieldHeight)];
    const last = kept.at(-1);
    if (last && Math.hypot(last[0] - point[0], last[1] - point[1]) < nearest) continue;
    kept.push(point);
  }
  return kept;
}

/** What is kept of what was written; beyond the limit nothing more is taken. */
export function thinned(strokes: readonly Stroke[]): Stroke[] {
  const kept: Stroke[] = [];
  let left = pointsMax;
  for (const stroke of strokes.slice(0, strokesMax)) {
    const points = thin(stroke).slice(0, left);
    if (points.length === 0) continue;
    left -= points.length;
    kept.push(points);
  }
  return kept;
}

/** The strokes as the path of an SVG; a dot is a line of no length. */
export function pathOf(strokes: readonly Stroke[]): string {
  return strokes
    .map((stroke) => {
      const [first] = stroke;
      if (!first) return "";
      const points = stroke.length === 1 ? [first, first] : stroke;
      return points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x} ${y}`).join("");
    })
    .join("");
}
