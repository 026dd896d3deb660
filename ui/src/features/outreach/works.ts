// Which method reached people best, where there is enough to say so. Pure.
import type { NamedShare } from "../../contract/generated";

/** Fewer say nothing. */
const enough = 3;

/** The highest share among those tried often enough; of two alike, the one tried more often. */
export function best(shares: readonly NamedShare[]): NamedShare | null {
  const told = shares.filter(({ share }) => enough <= share.made && 0 < share.reached);
  const rate = ({ share }: NamedShare) => share.reached / share.made;
  const order = (a: NamedShare, b: NamedShare) => rate(b) - rate(a) || b.share.made - a.share.made;
  return told.toSorted(order)[0] ?? null;
}
