// The answer to one question, with who gave it and when.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allSaidBy, type FactView, type SaidBy } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextArea } from "../../kit/Field/TextArea";
import { DayField } from "../../kit/DayField/DayField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { AnswerField } from "./AnswerField";
import { question } from "./facts";

export interface FactFormProps {
  member: string;
  fact: FactView;
  /** The question, where it is not the fact's own. */
  label?: string;
  hint?: string;
  onClose: () => void;
}

interface Form {
  answered: boolean;
  values: string[];
  on: string;
  saidBy: SaidBy;
  words: string;
}

export function FactForm({ member, fact, label, hint, onClose }: FactFormProps) {
  const words = useWords();
  const { say, today } = words;
  const { stated } = fact;
  // A list that was answered is answered, also with nothing in it.
  const base: Form = {
    answered: stated !== null,
    values: stated?.values ?? [],
    on: stated?.on ?? today(),
    saidBy: stated?.saidBy ?? "member",
    words: stated?.words ?? "",
  };
  const about = `fact:${fact.fact}:${member}`;
  const edit = useEdit({ about, member }, base, stated?.seen ?? "");
  const { tell, busy, failure } = useTell("facts.put");
  const errors = useFieldErrors(failure, ["answer"]);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const missing = !form.answered || (fact.kind !== "any_of" && form.values.length === 0);
  const save = async () => {
    setTried(true);
    if (missing || form.on === "") return;
    const told = await tell({
      member,
      fact: fact.fact,
      values: form.values,
      on: form.on,
      saidBy: form.saidBy,
      words: form.words.trim(),
      seen: edit.seen,
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  const people = allSaidBy.map((id) => ({ id, label: say(`saidBy.${id}`) }));
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <AnswerField
        fact={fact}
        label={label ?? question(words, fact.fact)}
        hint={hint}
        error={errors.of("answer") ?? (tried && missing ? say("eligibility.chooseOne") : undefined)}
        answered={form.answered}
        values={form.values}
        onChange={(values) => put({ values, answered: true })}
      />
      <div className={formCss.two}>
        <Select
          label={say("eligibility.saidBy")}
          options={people}
          value={form.saidBy}
          onChange={(saidBy) => put({ saidBy })}
        />
        <DayField
          label={say("eligibility.saidOn")}
          value={form.on}
          onChange={(on) => put({ on })}
        />
      </div>
      <TextArea
        label={say("eligibility.note")}
        hint={hint ?? say("eligibility.noteHint")}
        rows={1}
        value={form.words}
        onChange={(text) => put({ words: text })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
