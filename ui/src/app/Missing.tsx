// A screen whose subject could not be read: why, and the way back.
import type { Problem } from "../contract/ask";
import { Failed } from "../kit/Failed/Failed";
import { PageHead } from "../kit/PageHead/PageHead";
import { useWords } from "../words/words";
import { useNavigation } from "./navigation";

export function Missing({ place, problem }: { place: string; problem: Problem | undefined }) {
  const { say } = useWords();
  const { back, canGoBack, go } = useNavigation();
  if (!problem) return null;
  return (
    <>
      <PageHead
        place={place}
        title={place}
        onBack={canGoBack ? back : () => go({ at: "today" })}
        backLabel={canGoBack ? say("page.back") : say("place.today")}
      />
      <Failed problem={problem} />
    </>
  );
}
