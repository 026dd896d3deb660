// The two kinds of questions that wait for a person, as one list: the longest waiting first, and what
// came together in the order it was given.
import type { Conflict, Review } from "../../contract/generated";

export type Question =
  | { is: "two_answers"; id: string; since: number; conflict: Conflict }
  | { is: "set_aside"; id: string; since: number; review: Review };

/** A question is open since the second answer was given; work since the clinic had it. */
export function inOrder(conflicts: readonly Conflict[], reviews: readonly Review[]): Question[] {
  const two = conflicts.map((conflict): Question => ({
    is: "two_answers",
    id: `${conflict.entity} ${conflict.field}`,
    since: Math.max(...conflict.answers.map(({ at }) => at)),
    conflict,
  }));
  const aside = reviews.map((review): Question => ({
    is: "set_aside",
    id: review.review,
    since: review.receivedAt,
    review,
  }));
  return [...two, ...aside].toSorted((a, b) => a.since - b.since);
}
