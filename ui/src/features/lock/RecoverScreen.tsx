// Back in, with somebody at the clinic: ask, read out six words, choose a new passphrase. Nothing is erased on the way.
import { useEffect, useState, type FormEvent } from "react";
import type { RecoveryView, Session } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import { LockLayout } from "./LockLayout";
import { chosenProblems, NewPassphrase, nothingChosen } from "./NewPassphrase";
import enrolCss from "./EnrolScreen.module.css";
import css from "./RecoverScreen.module.css";

/** How often the clinic is asked whether it has answered. */
const lookEveryMs = 5_000;

export function RecoverScreen({ session, onBack }: { session: Session; onBack: () => void }) {
  const { say } = useWords();
  const [asked, setAsked] = useState<RecoveryView>();
  useEffect(() => {
    document.title = `${say("place.recover")} · Satchel`;
  }, [say]);
  return (
    <LockLayout>
      <h1>{say("place.recover")}</h1>
      <p className={enrolCss.sub}>
        {session.recoverable ? say("recover.sub") : say("recover.none")}
      </p>
      {session.recoverable &&
        (!asked ? (
          <Ask onAsked={setAsked} />
        ) : asked.answered ? (
          <Choose />
        ) : (
          <ReadOut asked={asked} onLooked={setAsked} onOver={() => setAsked(undefined)} />
        ))}
      <p className={css.back}>
        <Button kind="bare" onPress={onBack}>
          {say("recover.back")}
        </Button>
      </p>
    </LockLayout>
  );
}

function Ask({ onAsked }: { onAsked: (asked: RecoveryView) => void }) {
  const { say } = useWords();
  const { tell, busy, failure, forget } = useTell("session.askRecovery");
  const [code, setCode] = useState("");
  const [hasCode, setHasCode] = useState(false);
  const wantsCode = hasCode || failure?.code === "recovery_needs_code";
  const go = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const told = await tell({ code: code.trim() === "" ? null : code.trim() });
    if ("ok" in told) onAsked(told.ok);
    else if (told.failure.code === "recovery_needs_code") setHasCode(true);
  };
  return (
    <form className={enrolCss.form} onSubmit={(event) => void go(event)}>
      <Failed problem={failure} />
      {wantsCode && (
        <TextField
          label={say("recover.code")}
          hint={say("recover.codeHint")}
          value={code}
          onChange={(text) => {
            setCode(text);
            forget();
          }}
        />
      )}
      <div className={enrolCss.acts}>
        <Button kind="go" size="lg" type="submit">
          {busy ? say("recover.asking") : say("recover.ask")}
        </Button>
        {!wantsCode && (
          <Button kind="bare" onPress={() => setHasCode(true)}>
            {say("recover.haveCode")}
          </Button>
        )}
      </div>
    </form>
  );
}

function ReadOut({
  asked,
  onLooked,
  onOver,
}: {
  asked: RecoveryView;
  onLooked: (asked: RecoveryView) => void;
  onOver: () => void;
}) {
  const { say, moment } = useWords();
  const { tell, busy, failure } = useTell("session.lookRecovery");
  const [round, setRound] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setRound((n) => n + 1), lookEveryMs);
    return () => clearInterval(tick);
  }, []);
  useEffect(() => {
    if (round === 0) return;
    let here = true;
    void tell({}).then((told) => {
      if (here && "ok" in told && told.ok.answered) onLooked(told.ok);
    });
    return () => {
      here = false;
    };
  }, [tell, round, onLooked]);
  const over = failure?.code === "recovery_over";
  return (
    <div className={enrolCss.form}>
      <Failed problem={failure} />
      <p>{say("recover.call")}</p>
      <ol className={css.words} aria-label={say("recover.words")} lang="en" translate="no">
        {asked.words.map((word, at) => (
          <li key={`${at} ${word}`}>{word}</li>
        ))}
      </ol>
      <p className="quiet">{say("recover.waits", { when: moment(asked.until) })}</p>
      <div className={enrolCss.acts}>
        <Button kind="go" size="lg" onPress={() => (over ? onOver() : setRound(round + 1))}>
          {over ? say("recover.ask") : busy ? say("recover.asking") : say("recover.look")}
        </Button>
      </div>
    </div>
  );
}

function Choose() {
  const words = useWords();
  const { say } = words;
  const { tell, busy, failure, forget } = useTell("session.recover");
  const [chosen, setChosen] = useState(nothingChosen);
  const [tried, setTried] = useState(false);
  const seen = tried ? chosenProblems(words, chosen) : {};
  const weak = failure?.code === "weak_passphrase" || failure?.code === "common_passphrase";
  const problems =
    weak && failure ? { passphrase: failureSentence(words, failure), ...seen } : seen;
  const go = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || 0 < Object.keys(chosenProblems(words, chosen)).length) return;
    await tell({ passphrase: chosen.passphrase });
  };
  return (
    <form className={enrolCss.form} onSubmit={(event) => void go(event)}>
      <Banner>{say("recover.answered")}</Banner>
      {!weak && <Failed problem={failure} />}
      <NewPassphrase
        label={say("enrol.passphrase")}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          forget();
        }}
        problems={problems}
      />
      <div className={enrolCss.acts}>
        <Button kind="go" size="lg" type="submit">
          {busy ? say("recover.opening") : say("recover.open")}
        </Button>
      </div>
    </form>
  );
}
