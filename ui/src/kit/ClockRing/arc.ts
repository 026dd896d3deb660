// The geometry of a ring, apart from its picture.

/** The path of the first `share` of a circle around (middle, middle), from the top, clockwise. */
export function arc(middle: number, radius: number, share: number): string {
  const part = Math.min(Math.max(share, 0), 0.9999);
  const angle = part * 2 * Math.PI;
  const x = middle + radius * Math.sin(angle);
  const y = middle - radius * Math.cos(angle);
  const large = 0.5 < part ? 1 : 0;
  return `M${middle} ${middle - radius}A${radius} ${radius} 0 ${large} 1 ${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** Ink; poppy in the last seven days; brick when over. */
export function tone(passed: number, whole: number): "quiet" | "due" | "late" {
  if (whole < passed) return "late";
  return whole - passed <= 7 ? "due" : "quiet";
}
