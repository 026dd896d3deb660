// What a piece of work that was set aside comes to on the screen.
import type { Review, ReviewSays } from "../../contract/generated";
import type { Word, Words } from "../../words/words";
import { partOf } from "./fields";

/** How something stands before anybody has done anything: it says nothing of what was written. */
const begins: Readonly<Record<string, string | undefined>> = {
  done: "to_do",
  progress: "not_started",
};

/** What is worth reading: of something new, not the state everything begins in, and not its place in an order. */
export function reviewLines({ says }: Pick<Review, "says">): ReviewSays[] {
  return says.filter(({ field, value, now }) => {
    if (now !== null) return true;
    return field !== "rank" && begins[field] !== (partOf(value, "status") || null);
  });
}

/** Her name inside a sentence: without the letters after it. */
export function plainName(name: string): string {
  return name.split(",")[0] ?? name;
}

/** What deciding comes to. */
function restOf({ mayDecide, mayEndAs }: Review): Word {
  if (mayEndAs.includes("put_right")) return "review.untilRight";
  if (!mayDecide) return "review.notYours";
  return mayEndAs.includes("taken_over") ? "review.until" : "review.untilFiled";
}

/** Whose it is, and what holds until somebody has decided. */
export function whatHolds({ say }: Words, review: Review, author: string): string {
  const { decidedHere, owner, lead, days } = review;
  if (decidedHere === "taken_over") return say("review.tookOver");
  if (decidedHere === "filed") return say("review.didFile");
  if (decidedHere !== null) return say("review.didSay");
  const lasts = say("review.days", { n: days });
  const whose =
    owner === "supervisor" || lead === null
      ? say("review.ofSupervisor")
      : lead.isYou
        ? say("review.yours")
        : say("review.ofLead", { lead: plainName(lead.name) });
  const rest = restOf(review);
  return [lasts, whose, say(rest, { author })].join(" ");
}
