import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";

export function CaseloadScreen() {
  const { say } = useWords();
  return <PageHead place={say("place.caseload")} title={say("place.caseload")} />;
}
