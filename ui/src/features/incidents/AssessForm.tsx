// The breach assessment: the four factors of 45 CFR 164.402(2), each in words; whether it was unreadable; what came of it.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import type {
  IncidentAssessment,
  IncidentFinding,
  IncidentUnreadable,
} from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import css from "./Incidents.module.css";
import { useRegister } from "./useRegister";

export const factors = ["nature", "who", "seen", "mitigated"] as const;
export const findings = ["not_a_breach", "low_probability", "breach"] as const;
const answers = ["yes", "no", "unknown"] as const;

interface Form {
  nature: string;
  who: string;
  seen: string;
  mitigated: string;
  unreadable: IncidentUnreadable | "";
  finding: IncidentFinding | "";
  people: string;
  reasons: string;
}

/** The form as it can be sent; null while something is missing. */
export function assessed(form: Form): IncidentAssessment | null {
  const { unreadable, finding } = form;
  const words = [form.nature, form.who, form.seen, form.mitigated, form.reasons];
  if (unreadable === "" || finding === "" || !/^\d{1,7}$/.test(form.people.trim())) return null;
  if (words.some((said) => said.trim() === "")) return null;
  return { ...form, unreadable, finding, people: Number(form.people) };
}

export interface AssessFormProps {
  incident: string;
  seen: number;
  people: number;
  onClose: () => void;
}

export function AssessForm({ incident, seen, people, onClose }: AssessFormProps) {
  const { say } = useWords();
  const register = useRegister();
  const [tried, setTried] = useState(false);
  const empty: Form = {
    nature: "",
    who: "",
    seen: "",
    mitigated: "",
    unreadable: "",
    finding: "",
    people: String(people),
    reasons: "",
  };
  const edit = useEdit({ about: `incident:${incident}:assess`, member: null }, empty, "");
  const { form, put } = edit;
  if (!edit.ready) return null;
  const missing = (said: string) => (tried && said.trim() === "" ? say("why.missing") : undefined);
  const go = async () => {
    setTried(true);
    const whole = assessed(form);
    if (whole === null) return;
    const told = await register.tell({ incident, seen, what: { is: "assessed", ...whole } });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      {factors.map((factor, at) => (
        <TextArea
          key={factor}
          label={`${at + 1}. ${say(`incidents.factor.${factor}`)}`}
          hint={say(`incidents.factorHint.${factor}`)}
          rows={2}
          error={missing(form[factor])}
          value={form[factor]}
          onChange={(said) => put({ [factor]: said })}
          onBlur={() => void edit.flush()}
        />
      ))}
      <RadioTiles
        look="row"
        label={say("incidents.unreadable")}
        hint={say("incidents.unreadableHint")}
        error={missing(form.unreadable)}
        options={answers.map((id) => ({ id, label: say(`incidents.unreadable.${id}`) }))}
        value={form.unreadable === "" ? null : form.unreadable}
        onChange={(unreadable) => put({ unreadable })}
      />
      {form.unreadable !== "" && (
        <Banner kind="quiet">{say(`incidents.harbour.${form.unreadable}`)}</Banner>
      )}
      <TextField
        label={say("incidents.howMany")}
        inputMode="numeric"
        maxLength={7}
        error={
          tried && !/^\d{1,7}$/.test(form.people.trim()) ? say("incidents.howManyWrong") : undefined
        }
        value={form.people}
        onChange={(said) => put({ people: said })}
        onBlur={() => void edit.flush()}
      />
      <RadioTiles
        look="row"
        label={say("incidents.finding")}
        error={missing(form.finding)}
        options={findings.map((id) => ({
          id,
          label: say(`incidents.finding.${id}`),
          sub: say(`incidents.findingMeans.${id}`),
        }))}
        value={form.finding === "" ? null : form.finding}
        onChange={(finding) => put({ finding })}
      />
      <TextArea
        label={say("incidents.reasons")}
        rows={3}
        error={missing(form.reasons)}
        value={form.reasons}
        onChange={(reasons) => put({ reasons })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("incidents.assessSave")}
        busy={register.busy}
        failure={register.failure}
        onSave={() => void go()}
        onClose={onClose}
      />
    </form>
  );
}
