// What is in the satchel, on the way, received; and what waits for a person. Every state comes
// from a receipt of the clinic.
import { useAsk } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords } from "../../words/words";
import { Clock } from "./Clock";
import { Damaged } from "./Damaged";
import { Questions } from "./Questions";
import { exchangeSentence } from "./exchange";
import { Exchange } from "./Exchange";
import { Lease } from "./Lease";
import { Nudge } from "./Nudge";
import css from "./SyncScreen.module.css";
import { Way } from "./Way";

export function SyncScreen() {
  const words = useWords();
  const { data: sync, failure } = useAsk("sync.show", {});
  return (
    <>
      <PageHead
        place={words.say("place.sync")}
        title={words.say("place.sync")}
        sub={sync && exchangeSentence(words, sync)}
      />
      <Failed problem={failure} />
      {sync && (
        <>
          {sync.auditFork && (
            <div className={css.notice}>
              <Banner kind="late">{words.say("audit.fork")}</Banner>
            </div>
          )}
          <Nudge />
          <Lease />
          <Clock sync={sync} />
          <Damaged sync={sync} />
          <Way sync={sync} />
          <div className={css.cols}>
            <Exchange sync={sync} />
            <Questions />
          </div>
        </>
      )}
    </>
  );
}
