// Open for sending only: the lease is over, or the clinic wants this satchel back. Shows nothing of anybody; everything
// that is here can still go to the clinic, by the line or by hand.
import { useEffect } from "react";
import type { Session } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { useWords } from "../../words/words";
import { HandOver } from "../sync/HandOver";
import { LockLayout } from "./LockLayout";
import css from "./SendingScreen.module.css";

export function SendingScreen({ session }: { session: Session }) {
  const { say, moment } = useWords();
  const { tell: exchange, busy, failure } = useTell("sync.now");
  const { tell: lock } = useTell("session.lock");
  const recalled = session.state === "recalled";
  useEffect(() => {
    document.title = `${say("place.sending")} · Satchel`;
  }, [say]);
  return (
    <LockLayout>
      <h1>{say(recalled ? "sending.recalled" : "sending.over")}</h1>
      <p>{say(recalled ? "sending.recalledWhy" : "sending.overWhy")}</p>
      <Banner kind={0 < session.unsent ? "unsent" : "quiet"}>
        {0 < session.unsent ? say("sending.unsent", { n: session.unsent }) : say("sending.empty")}{" "}
        {session.exchangedAt !== null &&
          say("lock.exchanged", { when: moment(session.exchangedAt) })}
      </Banner>
      <Failed problem={failure} />
      <div className={css.acts}>
        <Button kind="go" size="lg" isDisabled={busy} onPress={() => void exchange({})}>
          {say("sending.go")}
        </Button>
        <Button onPress={() => void lock({})}>{say("rail.lock")}</Button>
      </div>
      {0 < session.unsent && <HandOver />}
    </LockLayout>
  );
}
