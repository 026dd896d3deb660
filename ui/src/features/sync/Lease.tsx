// How long this satchel shows what it holds without hearing of the clinic: said in its last week, and when the clock was
// set back.
import { useAsk, useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import css from "./SyncScreen.module.css";

export function Lease() {
  const { say, moment } = useWords();
  const { data: session } = useAsk("session.show", {});
  const { tell: exchange, busy } = useTell("sync.now");
  const lease = session?.lease;
  if (!lease || !(lease.ending || lease.clockBack)) return null;
  return (
    <div className={css.notice}>
      <Banner
        kind={lease.days <= 1 ? "late" : "due"}
        action={
          <Button size="sm" isDisabled={busy} onPress={() => void exchange({})}>
            {say("sync.now")}
          </Button>
        }
      >
        {lease.ending && say("lease.ending", { n: lease.days, when: moment(lease.until) })}{" "}
        {lease.clockBack && say("lease.clockBack")}
      </Banner>
    </div>
  );
}
