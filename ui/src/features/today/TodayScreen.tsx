import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";

export function TodayScreen() {
  const { say } = useWords();
  return <PageHead place={say("place.today")} title={say("place.today")} />;
}
