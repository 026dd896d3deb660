// After a day in which nothing got through: a calm word, and the button.
import { useAsk, useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import { waitingSentence } from "./exchange";
import css from "./SyncScreen.module.css";

export function Nudge() {
  const words = useWords();
  const { data: sync } = useAsk("sync.show", {});
  const { tell: exchange, busy } = useTell("sync.now");
  if (!sync?.overdue) return null;
  const waits = busy || sync.now.is !== "resting";
  return (
    <div className={css.notice}>
      <Banner
        kind="unsent"
        action={
          <Button size="sm" isDisabled={waits} onPress={() => void exchange({})}>
            {words.say("sync.now")}
          </Button>
        }
      >
        {waitingSentence(words, sync)} {words.say("sync.overdueMore")}
      </Banner>
    </div>
  );
}
