// A step or a task as it is written down: what, who, by when.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { Remove, type RemoveProps } from "../../app/Remove";
import type { About } from "../../app/useDraft";
import { useEdit, type Editing } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import type { Problem } from "../../contract/ask";
import { allStepStatus, type MadeOne, type Person } from "../../contract/generated";
import type { Told } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import type { StepForm as Step } from "./step";
import css from "./Form.module.css";

/** Sends it; null when something is missing. */
export type StepSave = (edit: Editing<Step>) => Promise<Told<MadeOne> | null>;

export interface StepFormProps {
  about: About;
  base: Step;
  seen: string;
  staff: readonly Person[];
  isNew?: boolean;
  /** Tasks know no reason. */
  isTask?: boolean;
  busy: boolean;
  failure: Problem | undefined;
  onSave: StepSave;
  onClose: () => void;
  /** Absent for what is not there yet. */
  removal?: RemoveProps;
}

const somebodyElse = "";

export function StepForm(props: StepFormProps) {
  const { about, base, seen, staff, isNew = false, isTask = false, busy, onSave, onClose } = props;
  const { say } = useWords();
  const edit = useEdit(about, base, seen);
  const errors = useFieldErrors(props.failure, ["what", "owner", "due", "done"]);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const onBlur = () => void edit.flush();
  const noOwner = form.staff === null && form.words.trim() === "";
  const missing = (is: boolean) => (tried && is ? say("why.missing") : undefined);
  const save = async () => {
    setTried(true);
    if (form.what.trim() === "" || noOwner) return;
    if (isNew || edit.isChanged) {
      const told = await onSave(edit);
      if (told === null || "failure" in told) return;
    }
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <TextArea
        label={say("plan.what")}
        rows={1}
        autoFocus
        error={errors.of("what") ?? missing(form.what.trim() === "")}
        value={form.what}
        onChange={(what) => put({ what })}
        onBlur={onBlur}
      />
      <div className={css.two}>
        <Select
          label={say("plan.owner")}
          options={[
            ...staff.map(({ staff: id, name, isYou }) => ({
              id,
              label: isYou ? say("plan.ownerYou", { name }) : name,
            })),
            { id: somebodyElse, label: say("plan.somebodyElse") },
          ]}
          value={form.staff ?? somebodyElse}
          onChange={(id) => put({ staff: id === somebodyElse ? null : id })}
        />
        <TextField
          label={form.staff === null ? say("plan.ownerWho") : say("plan.ownerMore")}
          error={errors.of("owner") ?? missing(noOwner)}
          value={form.words}
          onChange={(words) => put({ words })}
          onBlur={onBlur}
        />
      </div>
      <div className={css.day}>
        <DayField
          label={say("plan.due")}
          error={errors.of("due")}
          value={form.due}
          onChange={(due) => put({ due })}
        />
        {form.due !== "" && (
          <Button kind="bare" onPress={() => put({ due: "" })}>
            {say("plan.noDay")}
          </Button>
        )}
      </div>
      {!isNew && (
        <Segmented
          label={say("plan.stepStatus")}
          options={allStepStatus.map((id) => ({ id, label: say(`stepStatus.${id}`) }))}
          value={form.status}
          onChange={(status) => put({ status })}
        />
      )}
      {!isTask && form.status === "dropped" && (
        <TextArea
          label={say("plan.dropReason")}
          rows={1}
          error={errors.of("done")}
          value={form.reason}
          onChange={(reason) => put({ reason })}
          onBlur={onBlur}
        />
      )}
      <FormFoot
        edit={edit}
        {...(isNew
          ? { saveLabel: isTask ? say("plan.addThisTask") : say("plan.addThisStep") }
          : {})}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
      {props.removal && <Remove {...props.removal} />}
    </form>
  );
}
