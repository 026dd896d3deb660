// What happened, in her words; with when it was detected, where that is said too.
import { useContext, useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import type { IncidentWords } from "../../contract/generated";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TimeField } from "../../kit/TimeField/TimeField";
import { NowContext, useWords, type Word } from "../../words/words";
import { momentOf } from "./incident";
import css from "./Incidents.module.css";
import { useRegister } from "./useRegister";

export interface WordsFormProps {
  /** The incident; null to open one. */
  incident: string | null;
  /** How much of it is on the screen. */
  seen: number;
  /** Whether it says when it was detected. */
  dated?: boolean;
  /** Who was not told, although that stands there, by the code of the list. */
  notTold?: string;
  label: Word;
  save: Word;
  onClose: () => void;
}

export function WordsForm(props: WordsFormProps) {
  const { incident, seen, dated = false, notTold, label, save, onClose } = props;
  const { say, today } = useWords();
  const now = useContext(NowContext);
  const register = useRegister();
  const [tried, setTried] = useState(false);
  const kind = notTold === undefined ? (dated ? "detected" : "note") : `not_sent:${notTold}`;
  const about = { about: `incident:${incident ?? "new"}:${kind}`, member: null };
  const edit = useEdit(about, { day: today(), time: "", words: "" }, "");
  const { form, put } = edit;
  if (!edit.ready) return null;
  const at = momentOf(form.day, form.time, now());
  const go = async () => {
    setTried(true);
    if (form.words.trim() === "" || (dated && at === null)) return;
    const { words } = form;
    let what: IncidentWords = { is: "note", words };
    if (dated && at !== null) what = { is: "detected", at, words };
    if (notTold !== undefined) what = { is: "not_sent", to: notTold, words };
    const told = await register.tell({ incident, seen, what });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      {dated && (
        <>
          <DayField
            label={say("incidents.detectedOn")}
            hint={say("incidents.detectedHint")}
            error={tried && at === null ? say("incidents.detectedWrong") : undefined}
            value={form.day}
            onChange={(day) => put({ day })}
          />
          <TimeField
            label={say("incidents.detectedTime")}
            value={form.time}
            onChange={(time) => put({ time })}
          />
        </>
      )}
      <TextArea
        label={say(label)}
        rows={3}
        error={tried && form.words.trim() === "" ? say("why.missing") : undefined}
        value={form.words}
        onChange={(words) => put({ words })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={say(save)}
        busy={register.busy}
        failure={register.failure}
        onSave={() => void go()}
        onClose={onClose}
      />
    </form>
  );
}
