// A goal as it is written down: her words first, in her language.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { Remove, type Thing } from "../../app/Remove";
import { useEdit, type Editing } from "../../app/useEdit";
import { useFieldErrors, type FieldErrors } from "../../app/useFieldErrors";
import {
  allDomain,
  allGoalStatus,
  type GoalEntry,
  type GoalView,
  type Plan,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextArea } from "../../kit/Field/TextArea";
import { Select } from "../../kit/Select/Select";
import { useNames } from "../../kit/Name/Name";
import { languageName, languageOptions } from "../../words/languages";
import { useWords } from "../../words/words";
import { goalChange, newGoal, type GoalForm } from "./goal";
import css from "./Form.module.css";

interface FieldsProps {
  plan: Plan;
  edit: Editing<GoalForm>;
  errors: FieldErrors;
  /** Say what is missing: the person tried to save. */
  tried: boolean;
  isNew: boolean;
}

function Fields({ plan, edit, errors, tried, isNew }: FieldsProps) {
  const { say, locale } = useWords();
  const { name } = useNames();
  const { form, put } = edit;
  const onBlur = () => void edit.flush();
  const missing = (is: boolean) => (tried && is ? say("why.missing") : undefined);
  const foreign = form.language.slice(0, 2) !== locale.slice(0, 2);
  return (
    <>
      <TextArea
        label={say("plan.herWords", { name: name(plan.firstName) })}
        hint={say("plan.herWordsHint")}
        lang={form.language}
        rows={2}
        autoFocus
        error={errors.of("statement") ?? missing(form.text.trim() === "")}
        value={form.text}
        onChange={(text) => put({ text })}
        onBlur={onBlur}
      />
      <div className={css.two}>
        <Select
          label={say("plan.saidIn")}
          options={languageOptions(locale, [plan.language, form.language])}
          value={form.language}
          onChange={(language) => put({ language })}
        />
        <Select
          label={say("plan.area")}
          placeholder={say("plan.choose")}
          options={allDomain.map((id) => ({ id, label: say(`domain.${id}`) }))}
          value={form.domain}
          error={errors.of("domain") ?? missing(form.domain === null)}
          onChange={(domain) => put({ domain })}
        />
      </div>
      {(foreign || form.translation !== "") && (
        <TextArea
          label={say("plan.translation", { language: languageName(locale, locale.slice(0, 2)) })}
          rows={1}
          value={form.translation}
          onChange={(translation) => put({ translation })}
          onBlur={onBlur}
        />
      )}
      {!isNew && (
        <div className={css.two}>
          <Select
            label={say("plan.status")}
            options={allGoalStatus.map((id) => ({ id, label: say(`goalStatus.${id}`) }))}
            value={form.status}
            onChange={(status) => put({ status })}
          />
          <TextArea
            label={say("plan.statusReason")}
            rows={1}
            error={errors.of("progress")}
            value={form.statusReason}
            onChange={(statusReason) => put({ statusReason })}
            onBlur={onBlur}
          />
        </div>
      )}
      <div className={css.two}>
        <TextArea
          label={say("plan.barrier")}
          rows={1}
          error={errors.of("barrier")}
          value={form.barrier}
          onChange={(barrier) => put({ barrier })}
          onBlur={onBlur}
        />
        <TextArea
          label={say("plan.strength")}
          rows={1}
          error={errors.of("strength")}
          value={form.strength}
          onChange={(strength) => put({ strength })}
          onBlur={onBlur}
        />
      </div>
    </>
  );
}

interface FormProps {
  plan: Plan;
  about: string;
  /** What a new goal is suggested by. */
  suggestion?: string;
  base: GoalForm;
  onClose: () => void;
}

const fields = ["statement", "domain", "progress", "barrier", "strength"] as const;

/** What is sent; null while something is missing; undefined when nothing was changed. */
type Entry = (edit: Editing<GoalForm>) => GoalEntry | null | undefined;

function Form({
  plan,
  about,
  base,
  onClose,
  seen,
  entry,
  isNew,
  suggestion,
}: FormProps & { seen: string; entry: Entry; isNew: boolean }) {
  const { say } = useWords();
  const edit = useEdit({ about, member: plan.member }, base, seen);
  const { tell, busy, failure } = useTell("goals.put");
  const errors = useFieldErrors(failure, fields);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const save = async () => {
    setTried(true);
    const body = entry(edit);
    if (body === null) return;
    if (body) {
      const told = await tell(body);
      if ("failure" in told) return;
    }
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <Fields plan={plan} edit={edit} errors={errors} tried={tried} isNew={isNew} />
      {suggestion !== undefined && (
        <TextArea
          label={say("suggest.steps")}
          hint={say("suggest.stepsHint")}
          lang={edit.form.language}
          rows={3}
          value={edit.form.steps}
          onChange={(steps) => edit.put({ steps })}
          onBlur={() => void edit.flush()}
        />
      )}
      <FormFoot
        edit={edit}
        {...(isNew ? { saveLabel: say("plan.addThisGoal") } : {})}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}

export function NewGoal(props: FormProps) {
  const { member } = props.plan;
  const { suggestion } = props;
  const entry: Entry = (edit) => newGoal(member, edit.form, suggestion);
  return <Form {...props} seen="" isNew entry={entry} />;
}

export interface ChangeGoalProps extends FormProps {
  goal: GoalView;
  onRemoved: (thing: Thing) => void;
}

export function ChangeGoal({ goal, onRemoved, ...props }: ChangeGoalProps) {
  const { member } = props.plan;
  const thing: Thing = {
    member,
    kind: "goal",
    id: goal.goal,
    seen: goal.seen,
    what: goal.statement.text,
    steps: goal.steps.map(({ intervention, seen }) => ({ step: intervention, seen })),
  };
  const entry: Entry = (edit) => {
    if (edit.form.text.trim() === "") return null;
    return edit.isChanged ? goalChange(member, goal.goal, edit) : undefined;
  };
  return (
    <>
      <Form {...props} seen={goal.seen} isNew={false} entry={entry} />
      <Remove thing={thing} onRemoved={onRemoved} />
    </>
  );
}
