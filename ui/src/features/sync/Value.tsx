// A value of any field, as a person reads it: the member's own words on sand.
import { Slip } from "../../kit/Slip/Slip";
import { useWords } from "../../words/words";
import css from "./Questions.module.css";
import { readValue } from "./value";

export interface ValueProps {
  kind: string;
  field: string;
  value: unknown;
}

export function Value({ kind, field, value }: ValueProps) {
  const words = useWords();
  const { main, more, lang } = readValue(words, kind, field, value);
  if (kind === "goal" && field === "statement" && main !== "") {
    return (
      <Slip lang={lang} translation={more.join(" ")}>
        {main}
      </Slip>
    );
  }
  return (
    <>
      <span lang={lang}>{main === "" ? words.say("conflict.nothing") : main}</span>
      {more.map((line) => (
        <span key={line} className={css.more}>
          {line}
        </span>
      ))}
    </>
  );
}
