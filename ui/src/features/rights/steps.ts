// Which answers fit a request as it stands, for the person who is here. The core refuses the others too.
import type { HerRights, RightStep, RightView } from "../../contract/generated";

type May = Pick<HerRights, "mayChange" | "mayGrant" | "mayDeny">;
type Stands = Pick<
  RightView,
  "kind" | "stands" | "twoAnswers" | "mustBeGranted" | "mayExtendUntil"
>;

export function mayStep(one: Stands, may: May): RightStep[] {
  const open = one.stands === "received" || one.stands === "extended";
  const again = open || one.twoAnswers || one.stands === "denied";
  const holds = one.kind === "restrict" || one.kind === "contact_otherwise";
  const granted = one.stands === "granted" || one.stands === "granted_in_part";
  const denies = again && may.mayDeny && !one.mustBeGranted;
  const fits: Record<RightStep, boolean> = {
    granted: again && may.mayGrant,
    // What is less than she asked of a restriction, or of another way, she asks for anew.
    granted_in_part: denies && !holds,
    denied: denies,
    extended: open && may.mayGrant && one.mayExtendUntil !== null,
    withdrawn: open && may.mayChange,
    disagreed: may.mayChange && (one.stands === "denied" || one.stands === "granted_in_part"),
    ended: granted && holds && may.mayGrant,
  };
  const order: readonly RightStep[] = [
    "granted",
    "granted_in_part",
    "denied",
    "extended",
    "withdrawn",
    "disagreed",
    "ended",
  ];
  return order.filter((step) => fits[step]);
}
