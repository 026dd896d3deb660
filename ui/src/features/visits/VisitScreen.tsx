import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";

export function VisitScreen({ visit }: { member: string; visit: string }) {
  const { say } = useWords();
  return <PageHead place={say("place.caseload")} title={visit} />;
}
