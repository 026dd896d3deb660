import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";

export function SyncScreen() {
  const { say } = useWords();
  return <PageHead place={say("place.sync")} title={say("place.sync")} />;
}
