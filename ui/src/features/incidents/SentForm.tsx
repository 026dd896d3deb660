// That somebody was told: on which day, and how.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { useWords } from "../../words/words";
import css from "./Incidents.module.css";
import { useRegister } from "./useRegister";

export interface SentFormProps {
  incident: string;
  seen: number;
  to: string;
  onClose: () => void;
}

export function SentForm({ incident, seen, to, onClose }: SentFormProps) {
  const { say, today } = useWords();
  const register = useRegister();
  const [tried, setTried] = useState(false);
  const about = { about: `incident:${incident}:sent:${to}`, member: null };
  const edit = useEdit(about, { on: today(), how: "" }, "");
  const { form, put } = edit;
  if (!edit.ready) return null;
  const isNoDay = form.on === "" || today() < form.on;
  const go = async () => {
    setTried(true);
    if (form.how.trim() === "" || isNoDay) return;
    const what = { is: "sent", to, on: form.on, how: form.how } as const;
    const told = await register.tell({ incident, seen, what });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <DayField
        label={say("incidents.toldOn")}
        error={tried && isNoDay ? say("incidents.toldWrong") : undefined}
        value={form.on}
        onChange={(on) => put({ on })}
      />
      <TextArea
        label={say("incidents.toldHow")}
        hint={say("incidents.toldHowHint")}
        rows={2}
        error={tried && form.how.trim() === "" ? say("why.missing") : undefined}
        value={form.how}
        onChange={(how) => put({ how })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("incidents.toldSave")}
        busy={register.busy}
        failure={register.failure}
        onSave={() => void go()}
        onClose={onClose}
      />
    </form>
  );
}
