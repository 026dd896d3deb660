// A new passphrase: words are offered first, and it is typed twice.
import { useState } from "react";
import { Button } from "../../kit/Button/Button";
import { TextField } from "../../kit/Field/TextField";
import { useWords, type Words } from "../../words/words";
import { OfferedWords } from "./OfferedWords";
import css from "./EnrolScreen.module.css";

export interface Chosen {
  passphrase: string;
  again: string;
}

export const nothingChosen: Chosen = { passphrase: "", again: "" };

/** What can be seen of it before the core is asked. */
export function chosenProblems({ say }: Pick<Words, "say">, chosen: Chosen): Partial<Chosen> {
  const problems: Partial<Chosen> = {};
  for (const name of ["passphrase", "again"] as const) {
    if (chosen[name].trim() === "") problems[name] = say("enrol.missing");
  }
  if (chosen.again !== "" && chosen.again !== chosen.passphrase) {
    problems.again = say("enrol.notSame");
  }
  return problems;
}

export interface NewPassphraseProps {
  label: string;
  value: Chosen;
  onChange: (chosen: Chosen) => void;
  problems: Partial<Chosen>;
}

export function NewPassphrase({ label, value, onChange, problems }: NewPassphraseProps) {
  const { say } = useWords();
  const [shown, setShown] = useState(false);
  const field = (name: keyof Chosen) => ({
    value: value[name],
    onChange: (text: string) => onChange({ ...value, [name]: text }),
    error: problems[name],
    type: shown ? ("text" as const) : ("password" as const),
    autoComplete: "new-password",
  });
  return (
    <>
      <OfferedWords
        onUse={(passphrase) => {
          onChange({ passphrase, again: "" });
        }}
      />
      <div className={css.pair}>
        <TextField label={label} hint={say("enrol.passphraseHint")} {...field("passphrase")} />
        <TextField label={say("enrol.again")} hint={say("enrol.againHint")} {...field("again")} />
      </div>
      <div>
        <Button kind="bare" size="sm" onPress={() => setShown(!shown)}>
          {shown ? say("lock.hide") : say("lock.show")}
        </Button>
      </div>
    </>
  );
}
