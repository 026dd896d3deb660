// How it is asked, in which language, through whom, and who answers: the same for every assessment.
import type { ReactNode } from "react";
import { allAnsweredBy, allAskedHow, allInterpreter } from "../../contract/generated";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { languageOptions } from "../../words/languages";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import type { SheetForm } from "./sheet";

type Asked = Pick<SheetForm, "how" | "language" | "interpreter" | "answeredBy">;

export interface CircumstancesProps {
  form: Asked;
  /** The member's own language. */
  language: string | null;
  put: (part: Partial<Asked>) => void;
  /** What there is to say about the language. */
  children?: ReactNode;
}

export function Circumstances({ form, language: own, put, children }: CircumstancesProps) {
  const { say, locale } = useWords();
  return (
    <>
      <Segmented
        label={say("assess.how")}
        options={allAskedHow.map((id) => ({ id, label: say(`askedHow.${id}`) }))}
        value={form.how}
        onChange={(how) => put({ how })}
      />
      <div className={css.two}>
        <Select
          label={say("assess.language")}
          options={languageOptions(locale, [form.language, own])}
          value={form.language}
          onChange={(language) =>
            put({ language, interpreter: language === "en" ? "none" : form.interpreter })
          }
        />
        <Select
          label={say("assess.interpreter")}
          options={allInterpreter.map((id) => ({ id, label: say(`interpreter.${id}`) }))}
          value={form.interpreter}
          onChange={(interpreter) => put({ interpreter })}
        />
      </div>
      {children}
      <Segmented
        label={say("assess.answeredBy")}
        options={allAnsweredBy.map((id) => ({ id, label: say(`answeredBy.${id}`) }))}
        value={form.answeredBy}
        onChange={(answeredBy) => put({ answeredBy })}
      />
    </>
  );
}
