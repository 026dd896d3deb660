// An attempt in full: when, how, where, in which language, for how long, what came of it.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { TimeField } from "../../kit/TimeField/TimeField";
import { languageOptions } from "../../words/languages";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import formCss from "../plans/Form.module.css";
import { fullAttempt, minutesOf, type AttemptFields } from "./attempt";
import { outcomesOf, type Lists } from "./lists";

export interface AttemptFormProps {
  member: string;
  languages: readonly string[];
  lists: Lists;
  method: string | null;
  onClose: () => void;
}

export function AttemptForm({ member, languages, lists, method, onClose }: AttemptFormProps) {
  const { say, today, locale } = useWords();
  const both = useBoth();
  const base: AttemptFields = {
    method,
    outcome: null,
    day: today(),
    time: "",
    where: "",
    language: languages[0] ?? "",
    minutes: "",
    words: "",
    again: "",
  };
  const edit = useEdit({ about: `attempt:new:${member}`, member }, base, "");
  const { tell, busy, failure } = useTell("attempts.add");
  const errors = useFieldErrors(failure, ["at", "minutes", "whereWords", "words"]);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const onBlur = () => void edit.flush();
  const outcomes = outcomesOf(lists.all, form.method);
  const chosen = outcomes.find(({ code }) => code === form.outcome);
  const how = lists.all.methods.find(({ code }) => code === form.method);
  const whyNot = how?.whyNot ?? chosen?.whyNot;
  const noMinutes = minutesOf(form.minutes) === undefined;
  const save = async () => {
    setTried(true);
    const body = fullAttempt(member, form);
    if (body === null || !chosen) return;
    const told = await tell(body);
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <Select
          label={say("outreach.how")}
          options={lists.all.methods.map(({ code, label }) => ({ id: code, label: both(label) }))}
          error={tried && form.method === null ? say("outreach.chooseBoth") : undefined}
          value={form.method}
          onChange={(next) => put({ method: next, outcome: null })}
        />
        <Select
          label={say("outreach.whatCame")}
          options={outcomes.map(({ code, label }) => ({ id: code, label: both(label) }))}
          {...(whyNot ? { hint: say("outreach.notCounted", { why: both(whyNot) }) } : {})}
          error={tried && !chosen ? say("outreach.chooseBoth") : undefined}
          value={form.outcome}
          isDisabled={form.method === null}
          onChange={(outcome) => put({ outcome })}
        />
      </div>
      <div className={formCss.two}>
        <DayField
          label={say("outreach.day")}
          error={errors.of("at")}
          value={form.day}
          onChange={(day) => put({ day })}
        />
        <TimeField
          label={say("outreach.time")}
          error={tried && form.time === "" ? say("why.missing") : undefined}
          value={form.time}
          onChange={(time) => put({ time })}
        />
      </div>
      <div className={formCss.two}>
        <TextField
          label={say("outreach.where")}
          error={errors.of("whereWords")}
          value={form.where}
          onChange={(where) => put({ where })}
          onBlur={onBlur}
        />
        <Select
          label={say("outreach.language")}
          options={[
            { id: "", label: say("outreach.noLanguage") },
            ...languageOptions(locale, languages),
          ]}
          value={form.language}
          onChange={(language) => put({ language })}
        />
        <TextField
          label={say("outreach.minutesField")}
          inputMode="numeric"
          maxLength={3}
          error={
            errors.of("minutes") ?? (tried && noMinutes ? say("outreach.minutesWrong") : undefined)
          }
          value={form.minutes}
          onChange={(minutes) => put({ minutes })}
          onBlur={onBlur}
        />
      </div>
      <TextArea
        label={say("outreach.words")}
        rows={1}
        error={errors.of("words")}
        value={form.words}
        onChange={(words) => put({ words })}
        onBlur={onBlur}
      />
      <DayField
        label={say("outreach.again")}
        value={form.again}
        onChange={(again) => put({ again })}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("outreach.sign")}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
