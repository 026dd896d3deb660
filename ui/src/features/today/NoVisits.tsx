// A day without visits, and the one next step.
import { useNavigation } from "../../app/navigation";
import type { Today } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { useWords } from "../../words/words";

export function NoVisits({ today }: { today: Today }) {
  const { say } = useWords();
  const { go } = useNavigation();
  const { data: sync } = useAsk("sync.show", {});
  if (!sync) return null;
  // Nothing is known of anybody until the first exchange, so nothing is said of anybody.
  if (sync.people === 0) {
    return (
      <Empty
        title={say("caseload.nobody")}
        action={<Button onPress={() => go({ at: "sync" })}>{say("today.openSync")}</Button>}
      >
        {say("caseload.nobodyMore")}
      </Empty>
    );
  }
  return (
    <Empty
      title={say("today.noVisits")}
      action={<Button onPress={() => go({ at: "caseload" })}>{say("today.openCaseload")}</Button>}
    >
      {say("today.quiet", { n: today.quietPeople })}
    </Empty>
  );
}
