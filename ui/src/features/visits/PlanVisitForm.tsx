// Plans a visit: which of the five, how, where, when, who.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allAppointmentType,
  allModality,
  allPlace,
  type AppointmentView,
} from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { TimeField } from "../../kit/TimeField/TimeField";
import formCss from "../plans/Form.module.css";
import { useWords } from "../../words/words";
import { emptyPlan, planAbout, planEntry, planProblem } from "./planVisit";

export interface PlanVisitFormProps {
  member: string;
  like?: AppointmentView;
  /** Absent where the form is always open. */
  onClose?: () => void;
}

const places = allPlace.filter((place) => place !== "remote");

export function PlanVisitForm({ member, like, onClose }: PlanVisitFormProps) {
  const { say, today } = useWords();
  const edit = useEdit({ about: planAbout(member), member }, emptyPlan(like), "");
  const { data: plan } = useAsk("plans.show", { member });
  const { tell, busy, failure } = useTell("visits.plan");
  const errors = useFieldErrors(failure, ["appointment"]);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const problem = planProblem(form, today());
  const save = async () => {
    setTried(true);
    if (problem) return;
    const told = await tell(planEntry(member, form));
    if ("failure" in told) return;
    setTried(false);
    await edit.drop();
    onClose?.();
  };
  const colleagues = (plan?.staff ?? []).filter((person) => !person.isYou);
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <DayField
        label={say("visit.plan.day")}
        error={tried && problem ? say(`visit.plan.${problem}`) : errors.of("appointment")}
        value={form.day}
        onChange={(day) => put({ day })}
      />
      <div className={formCss.two}>
        <TimeField
          label={say("visit.plan.time")}
          value={form.time}
          onChange={(time) => put({ time })}
        />
        <Select
          label={say("visit.plan.type")}
          options={allAppointmentType.map((id) => ({ id, label: say(`appointmentType.${id}`) }))}
          value={form.type}
          onChange={(type) => put({ type, ...(type === "phone" ? { modality: "phone" } : {}) })}
        />
      </div>
      <Segmented
        label={say("visit.modality")}
        options={allModality.map((id) => ({ id, label: say(`modality.${id}`) }))}
        value={form.modality}
        onChange={(modality) => put({ modality })}
      />
      {form.modality === "in_person" && (
        <div className={formCss.two}>
          <Select
            label={say("visit.place")}
            options={places.map((id) => ({ id, label: say(`meetingPlace.${id}`) }))}
            value={form.place === "remote" ? null : form.place}
            placeholder={say("plan.choose")}
            onChange={(place) => put({ place })}
          />
          <TextField
            label={say("visit.plan.whereWords")}
            value={form.whereWords}
            onChange={(whereWords) => put({ whereWords })}
            onBlur={() => void edit.flush()}
          />
        </div>
      )}
      {0 < colleagues.length && (
        <Select
          label={say("visit.plan.staff")}
          options={[
            { id: "", label: say("plan.you") },
            ...colleagues.map(({ staff, name }) => ({ id: staff, label: name })),
          ]}
          value={form.staff}
          onChange={(staff) => put({ staff })}
        />
      )}
      <FormFoot
        edit={edit}
        saveLabel={say("visit.plan.save")}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        {...(onClose ? { onClose } : {})}
      />
    </form>
  );
}
