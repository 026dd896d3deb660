import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";

export function PlanScreen({ member }: { member: string }) {
  const { say } = useWords();
  return <PageHead place={say("place.caseload")} title={member} />;
}
