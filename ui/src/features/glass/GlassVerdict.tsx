// What is to be thought of one: right or not, and why in a sentence. It is said once.
import { useState } from "react";
import type { GlassVerdict as Verdict } from "../../contract/generated";
import { allGlassVerdict } from "../../contract/generated";
import type { Teller } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { TextArea } from "../../kit/Field/TextArea";
import { useWords } from "../../words/words";
import css from "./Glass.module.css";

export interface GlassVerdictProps {
  glass: string;
  teller: Teller<"glass.weigh">;
}

export function GlassVerdict({ glass, teller: { tell, busy } }: GlassVerdictProps) {
  const { say } = useWords();
  const [verdict, setVerdict] = useState<Verdict>();
  const [words, setWords] = useState("");
  const [tried, setTried] = useState(false);
  if (!verdict) {
    return (
      <div className={css.acts}>
        {allGlassVerdict.map((id) => (
          <Button key={id} onPress={() => setVerdict(id)}>
            {say(`glass.say.${id}`)}
          </Button>
        ))}
      </div>
    );
  }
  const isMissing = tried && words.trim() === "";
  const weigh = async () => {
    setTried(true);
    if (words.trim() === "") return;
    const told = await tell({ glass, verdict, words });
    if ("ok" in told) setVerdict(undefined);
  };
  return (
    <div className={css.say}>
      {verdict === "not_justified" && <Banner kind="due">{say("glass.endsAtOnce")}</Banner>}
      <TextArea
        label={say("glass.verdictWords")}
        autoFocus
        error={isMissing ? say("why.missing") : undefined}
        value={words}
        onChange={setWords}
      />
      <div className={css.acts}>
        <Button kind="go" isDisabled={busy} onPress={() => void weigh()}>
          {say(`glass.yes.${verdict}`)}
        </Button>
        <Button onPress={() => setVerdict(undefined)}>{say("form.close")}</Button>
      </div>
    </div>
  );
}
