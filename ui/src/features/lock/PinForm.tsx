// Opening with a PIN: a field for the keyboard and large keys for a thumb.
import { Delete } from "lucide-react";
import { useState, type FormEvent } from "react";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import lock from "./LockScreen.module.css";
import css from "./PinForm.module.css";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const longest = 12;

export function PinForm({ onPassphrase }: { onPassphrase: () => void }) {
  const words = useWords();
  const { say, number } = words;
  const { tell, busy, failure, forget } = useTell("session.unlockPin");
  const [pin, setPin] = useState("");
  const wrong = failure?.code === "wrong_pin" ? failureSentence(words, failure) : undefined;
  const type = (next: string) => {
    setPin(next.replaceAll(/[^0-9]/g, "").slice(0, longest));
    forget();
  };
  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (pin === "" || busy) return;
    await tell({ pin });
    setPin("");
  };
  const key = (digit: string) => (
    <Button key={digit} size="lg" onPress={() => type(pin + digit)}>
      {number(Number(digit))}
    </Button>
  );
  return (
    <form onSubmit={(event) => void open(event)}>
      {!wrong && <Failed problem={failure} />}
      <div className={lock.pass}>
        <TextField
          label={say("lock.pin")}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          size="lg"
          value={pin}
          onChange={type}
          error={wrong}
        />
        <Button kind="go" size="lg" type="submit">
          {busy ? say("lock.opening") : say("lock.open")}
        </Button>
      </div>
      <div className={css.pad} role="group" aria-label={say("lock.pinKeys")}>
        {digits.map(key)}
        <span />
        {key("0")}
        <Button size="lg" aria-label={say("lock.pinBack")} onPress={() => type(pin.slice(0, -1))}>
          <Delete className={css.back} aria-hidden="true" />
        </Button>
      </div>
      <p className={lock.alt}>
        <Button kind="bare" size="sm" onPress={onPassphrase}>
          {say("lock.withPassphrase")}
        </Button>
      </p>
    </form>
  );
}
