// Show to member: which of her things is on the screen.
import type { ShownThing } from "../../app/navigation";
import { useAsk } from "../../contract/query";
import { ShownPregnancy } from "../perinatal/ShownPregnancy";
import { ShowEnds, ShowFrame } from "./ShowFrame";

export function ShowScreen({ member: id, what }: { member: string; what: ShownThing }) {
  const { data: member, failure } = useAsk("members.show", { member: id });
  if (!member) {
    // Whoever holds the laptop now is not to get from here to anything else.
    return failure ? <ShowEnds problem={failure} /> : null;
  }
  switch (what) {
    case "pregnancy":
      return (
        <ShowFrame member={member} then={{ at: "member", member: id, tab: "pregnancy" }}>
          <ShownPregnancy member={member} />
        </ShowFrame>
      );
  }
}
