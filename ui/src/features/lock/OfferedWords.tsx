// Words for a passphrase that nobody could know. They are asked for and forgotten; no answer is kept.
import { useEffect, useState } from "react";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import css from "./OfferedWords.module.css";

export function OfferedWords({ onUse }: { onUse: (passphrase: string) => void }) {
  const { say } = useWords();
  const { tell } = useTell("session.offerWords");
  const [offered, setOffered] = useState<string[]>([]);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let here = true;
    void tell({}).then((told) => {
      if (here && "ok" in told) setOffered(told.ok.words);
    });
    return () => {
      here = false;
    };
  }, [tell, round]);

  if (offered.length === 0) return null;
  return (
    <div className={css.offer} role="group" aria-label={say("passphrase.offer")}>
      <p className={css.label}>{say("passphrase.offer")}</p>
      <p className={css.words} lang="en" translate="no">
        {offered.join(" ")}
      </p>
      <p className={css.hint}>{say("passphrase.hint")}</p>
      <div className={css.acts}>
        <Button size="sm" onPress={() => onUse(offered.join(" "))}>
          {say("passphrase.use")}
        </Button>
        <Button kind="bare" size="sm" onPress={() => setRound(round + 1)}>
          {say("passphrase.others")}
        </Button>
      </div>
    </div>
  );
}
