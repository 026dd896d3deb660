// Changing the passphrase: here and now, without a network. Says too whether anybody could let her in again.
import { useState, type FormEvent } from "react";
import type { Session } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { Section } from "../../kit/Section/Section";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import { chosenProblems, NewPassphrase, nothingChosen } from "../lock/NewPassphrase";
import css from "./SettingsScreen.module.css";

export function PassphraseSection({ session }: { session: Session }) {
  const { say } = useWords();
  const [stage, setStage] = useState<"resting" | "changing" | "changed">("resting");
  return (
    <Section title={say("settings.passphrase")}>
      <div className={css.fields}>
        <p className="quiet">
          {session.recoverable ? say("settings.recoverable") : say("settings.notRecoverable")}
        </p>
        {stage === "changed" && <Banner>{say("settings.passphraseChanged")}</Banner>}
        {stage === "changing" ? (
          <Change onChanged={() => setStage("changed")} />
        ) : (
          <div>
            <Button onPress={() => setStage("changing")}>{say("settings.passphraseChange")}</Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function Change({ onChanged }: { onChanged: () => void }) {
  const words = useWords();
  const { say } = words;
  const { tell, busy, failure, forget } = useTell("session.changePassphrase");
  const [old, setOld] = useState("");
  const [chosen, setChosen] = useState(nothingChosen);
  const [tried, setTried] = useState(false);
  const seen = tried ? chosenProblems(words, chosen) : {};
  const wrong = failure?.code === "wrong_passphrase";
  const weak = failure?.code === "weak_passphrase" || failure?.code === "common_passphrase";
  const said = failure && failureSentence(words, failure);
  const missing = tried && old === "" ? say("enrol.missing") : undefined;
  const go = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || old === "" || 0 < Object.keys(chosenProblems(words, chosen)).length) return;
    const told = await tell({ old, new: chosen.passphrase });
    if ("ok" in told) onChanged();
  };
  return (
    <form className={css.fields} onSubmit={(event) => void go(event)}>
      {!wrong && !weak && <Failed problem={failure} />}
      <TextField
        label={say("settings.passphraseOld")}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={old}
        onChange={(text) => {
          setOld(text);
          forget();
        }}
        error={missing ?? (wrong ? said : undefined)}
      />
      <NewPassphrase
        label={say("settings.passphraseNew")}
        value={chosen}
        onChange={(next) => {
          setChosen(next);
          forget();
        }}
        problems={weak && said ? { passphrase: said, ...seen } : seen}
      />
      <div>
        <Button kind="go" type="submit">
          {busy ? say("settings.passphraseChanging") : say("settings.passphraseChange")}
        </Button>
      </div>
    </form>
  );
}
