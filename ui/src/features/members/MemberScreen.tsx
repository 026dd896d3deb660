import type { MemberTab } from "../../app/navigation";
import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";

export function MemberScreen({ member }: { member: string; tab: MemberTab }) {
  const { say } = useWords();
  return <PageHead place={say("place.caseload")} title={member} />;
}
