// Show to member: which of her things is on the screen.
import { Missing } from "../../app/Missing";
import type { ShownThing } from "../../app/navigation";
import { useAsk } from "../../contract/query";
import { useWords } from "../../words/words";
import { ShownPregnancy } from "../perinatal/ShownPregnancy";
import { ShowFrame } from "./ShowFrame";

export function ShowScreen({ member: id, what }: { member: string; what: ShownThing }) {
  const { say } = useWords();
  const { data: member, failure } = useAsk("members.show", { member: id });
  if (!member) return <Missing place={say("member.title")} problem={failure} />;
  switch (what) {
    case "pregnancy":
      return (
        <ShowFrame member={member} then={{ at: "member", member: id, tab: "pregnancy" }}>
          <ShownPregnancy member={member} />
        </ShowFrame>
      );
  }
}
