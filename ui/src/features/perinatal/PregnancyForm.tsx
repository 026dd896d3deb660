// A pregnancy as it is known: when it is due and by what, how often before, how many babies.
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allDatingMethod, type DatingMethod, type PregnancyCourse } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { numberOf, typedOf } from "./number";

export interface PregnancyFormProps {
  member: string;
  /** Null for a new one. */
  course: PregnancyCourse | null;
  onClose: () => void;
}

interface Form {
  due: string;
  method: DatingMethod;
  lmp: string;
  gravida: string;
  para: string;
  babies: string;
}

export function PregnancyForm({ member, course, onClose }: PregnancyFormProps) {
  const { say } = useWords();
  const base: Form = {
    due: course?.dating?.due ?? "",
    method: course?.dating?.method ?? "unknown",
    lmp: course?.dating?.lmp ?? "",
    gravida: typedOf(course?.births?.gravida),
    para: typedOf(course?.births?.para),
    babies: typedOf(course?.babies),
  };
  const about = `pregnancy:${course?.id ?? "new"}:${member}`;
  const edit = useEdit({ about, member }, base, course?.seen ?? "");
  const { tell, busy, failure } = useTell("pregnancies.put");
  const errors = useFieldErrors(failure, ["dating", "births", "babies"]);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const numbers = [form.gravida, form.para, form.babies].map(numberOf);
  const [gravida, para, babies] = numbers;
  const wrong = (number: number | null | undefined) =>
    number === undefined ? say("perinatal.number") : undefined;
  const save = async () => {
    if (gravida === undefined || para === undefined || babies === undefined) return;
    const told = await tell({
      member,
      ...(course ? { id: course.id } : {}),
      seen: edit.seen,
      due: form.due === "" ? null : form.due,
      method: form.due === "" && form.lmp !== "" ? "lmp" : form.method,
      lmp: form.lmp === "" ? null : form.lmp,
      gravida,
      para,
      babies,
      helpers: course?.helpers ?? [],
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <DayField
          label={say("perinatal.dueDate")}
          error={errors.of("dating")}
          value={form.due}
          onChange={(due) => put({ due })}
        />
        <Select
          label={say("perinatal.method")}
          options={allDatingMethod.map((id) => ({ id, label: say(`datingMethod.${id}`) }))}
          value={form.method}
          onChange={(method) => put({ method })}
        />
      </div>
      <DayField
        label={say("perinatal.lmp")}
        hint={say("perinatal.lmpHint")}
        value={form.lmp}
        onChange={(lmp) => put({ lmp })}
      />
      <div className={formCss.two}>
        <TextField
          label={say("perinatal.gravidaField")}
          inputMode="numeric"
          error={wrong(gravida) ?? errors.of("births")}
          value={form.gravida}
          onChange={(next) => put({ gravida: next })}
        />
        <TextField
          label={say("perinatal.paraField")}
          inputMode="numeric"
          error={wrong(para)}
          value={form.para}
          onChange={(next) => put({ para: next })}
        />
        <TextField
          label={say("perinatal.babiesField")}
          inputMode="numeric"
          error={wrong(babies) ?? errors.of("babies")}
          value={form.babies}
          onChange={(next) => put({ babies: next })}
        />
      </div>
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
