// Opening with the passphrase.
import { useState, type FormEvent } from "react";
import type { Problem } from "../../contract/ask";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Banner } from "../../kit/Banner/Banner";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { useNow } from "../../app/useNow";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import css from "./LockScreen.module.css";

export interface PassphraseFormProps {
  /** Until when nobody may try, milliseconds. */
  waits: number;
  problem: Problem | undefined;
  /** She has a PIN that opens too. */
  onPin: (() => void) | undefined;
  /** Nobody can be let in again where nobody is enrolled. */
  onCannot: (() => void) | undefined;
}

export function PassphraseForm({ waits, problem, onPin, onCannot }: PassphraseFormProps) {
  const words = useWords();
  const { say, moment } = words;
  const { tell, busy, failure, forget } = useTell("session.unlock");
  const [passphrase, setPassphrase] = useState("");
  const [shown, setShown] = useState(false);
  const now = useNow();
  const wrong = failure?.code === "wrong_passphrase" ? failureSentence(words, failure) : undefined;
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === "" || busy) return;
    const told = await tell({ passphrase });
    if ("ok" in told) setPassphrase("");
  };
  return (
    <>
      {!wrong && <Failed problem={problem ?? failure} />}
      {!failure && now < waits && (
        <Banner kind="due">{say("lock.wait", { when: moment(waits) })}</Banner>
      )}
      <form className={css.pass} onSubmit={(event) => void open(event)}>
        <TextField
          label={say("lock.passphrase")}
          type={shown ? "text" : "password"}
          autoComplete="current-password"
          autoFocus
          size="lg"
          value={passphrase}
          onChange={(text) => {
            setPassphrase(text);
            forget();
          }}
          error={wrong}
        />
        <Button kind="go" size="lg" type="submit">
          {busy ? say("lock.opening") : say("lock.open")}
        </Button>
      </form>
      <p className={css.alt}>
        <Button kind="bare" size="sm" onPress={() => setShown(!shown)}>
          {shown ? say("lock.hide") : say("lock.show")}
        </Button>
        {onPin && (
          <Button kind="bare" size="sm" onPress={onPin}>
            {say("lock.withPin")}
          </Button>
        )}
        {onCannot && (
          <Button kind="bare" size="sm" onPress={onCannot}>
            {say("lock.cannot")}
          </Button>
        )}
      </p>
    </>
  );
}
