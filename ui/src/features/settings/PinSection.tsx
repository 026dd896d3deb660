// A PIN for the day: chosen, changed and given up here.
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
import css from "./SettingsScreen.module.css";

export function PinSection({ session }: { session: Session }) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("session.dropPin");
  const [stage, setStage] = useState<"resting" | "choosing" | "chosen">("resting");
  if (!session.pinAllowed) {
    return (
      <Section title={say("settings.pin")}>
        <div className={css.fields}>
          <p>{say("settings.pinForbidden")}</p>
        </div>
      </Section>
    );
  }
  return (
    <Section title={say("settings.pin")}>
      <div className={css.fields}>
        <p className="quiet">{say("settings.pinWhat", { n: session.lockAfterHours })}</p>
        {stage === "chosen" && <Banner>{say("settings.pinChosen")}</Banner>}
        <Failed problem={failure} />
        {stage === "choosing" ? (
          <Choose onChosen={() => setStage("chosen")} />
        ) : (
          <div className={css.acts}>
            <Button onPress={() => setStage("choosing")}>
              {session.hasPin ? say("settings.pinChange") : say("settings.pinChoose")}
            </Button>
            {session.hasPin && (
              <Button
                isDisabled={busy}
                onPress={() => {
                  setStage("resting");
                  void tell({});
                }}
              >
                {say("settings.pinDrop")}
              </Button>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}

function Choose({ onChosen }: { onChosen: () => void }) {
  const words = useWords();
  const { say } = words;
  const { tell, busy, failure, forget } = useTell("session.setPin");
  const [passphrase, setPassphrase] = useState("");
  const [pin, setPin] = useState("");
  const [again, setAgain] = useState("");
  const [tried, setTried] = useState(false);
  const said = failure && failureSentence(words, failure);
  const wrong = failure?.code === "wrong_passphrase";
  const weak = failure?.code === "weak_pin";
  const missing = (text: string) => (tried && text === "" ? say("enrol.missing") : undefined);
  const differs = tried && again !== "" && again !== pin ? say("settings.pinDiffers") : undefined;
  const go = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || passphrase === "" || pin === "" || again !== pin) return;
    const told = await tell({ passphrase, pin });
    if ("ok" in told) onChosen();
  };
  const field = (set: (text: string) => void) => (text: string) => {
    set(text);
    forget();
  };
  return (
    <form className={css.fields} onSubmit={(event) => void go(event)}>
      {!wrong && !weak && <Failed problem={failure} />}
      <TextField
        label={say("lock.passphrase")}
        type="password"
        autoComplete="current-password"
        autoFocus
        value={passphrase}
        onChange={field(setPassphrase)}
        error={missing(passphrase) ?? (wrong ? said : undefined)}
      />
      <TextField
        label={say("settings.pinNew")}
        hint={say("settings.pinHint")}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={pin}
        onChange={field(setPin)}
        error={missing(pin) ?? (weak ? said : undefined)}
      />
      <TextField
        label={say("settings.pinAgain")}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        value={again}
        onChange={field(setAgain)}
        error={missing(again) ?? differs}
      />
      <div>
        <Button kind="go" type="submit">
          {busy ? say("settings.pinChoosing") : say("settings.pinTake")}
        </Button>
      </div>
    </form>
  );
}
