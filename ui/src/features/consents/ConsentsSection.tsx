// A member's consents, what may be shared and has been, and what is set apart.
import { useState } from "react";
import type { Member } from "../../contract/generated";
import { Tabs } from "../../kit/Tabs/Tabs";
import { useWords } from "../../words/words";
import { ConsentsPart } from "./ConsentsPart";
import { SharingPart } from "./SharingPart";
import { TagsPart } from "./TagsPart";

type Part = "consents" | "share" | "apart";

export function ConsentsSection({ member }: { member: Member }) {
  const { say } = useWords();
  const [part, setPart] = useState<Part>("consents");
  return (
    <Tabs
      label={say("consents.parts")}
      items={[
        { id: "consents", label: say("consents.title") },
        { id: "share", label: say("consents.share") },
        { id: "apart", label: say("consents.setApart") },
      ]}
      selected={part}
      onSelect={setPart}
    >
      {part === "consents" && <ConsentsPart member={member} />}
      {part === "share" && <SharingPart member={member} />}
      {part === "apart" && <TagsPart member={member.member} />}
    </Tabs>
  );
}
