// A baby, as written down in the mother's record.
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allInfantStay,
  allSex,
  type InfantStay,
  type InfantView,
  type Sex,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import type { PartProps } from "./SlotsPart";

export interface InfantFormProps {
  part: PartProps;
  /** Null for a new one. */
  infant: InfantView | null;
  onClose: () => void;
}

interface Form {
  name: string;
  born: string;
  sex: Sex | null;
  stay: InfantStay;
  since: string;
  stayWords: string;
}

/** The first place in the order of birth that nobody has. */
export function nextOrder(infants: readonly Pick<InfantView, "order">[]): number {
  const taken = new Set(infants.map(({ order }) => order));
  let order = 1;
  while (taken.has(order)) order += 1;
  return order;
}

export function InfantForm({ part, infant, onClose }: InfantFormProps) {
  const { say, today } = useWords();
  const { member, course } = part;
  const born = infant?.born ?? course.end?.on ?? today();
  const base: Form = {
    name: infant?.name ?? "",
    born,
    sex: infant?.sex ?? null,
    stay: infant?.stay ?? "with_family",
    since: infant?.since ?? born,
    stayWords: infant?.stayWords ?? "",
  };
  const order = infant?.order ?? nextOrder(course.infants);
  const about = `infant:${course.id}:${order}:${member}`;
  const edit = useEdit({ about, member }, base, infant?.seen ?? "");
  const { tell, busy, failure } = useTell("infants.put");
  const errors = useFieldErrors(failure, ["name", "born", "stays"]);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const save = async () => {
    if (form.born === "" || form.since === "") return;
    const told = await tell({
      member,
      pregnancy: course.id,
      ...(infant ? { id: infant.id } : {}),
      seen: edit.seen,
      order,
      name: form.name.trim(),
      born: form.born,
      sex: form.sex,
      stay: form.stay,
      since: form.since,
      stayWords: form.stayWords.trim(),
      record: infant?.record?.member ?? null,
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <TextField
          label={say("perinatal.infantName")}
          hint={say("perinatal.infantNameHint")}
          error={errors.of("name")}
          value={form.name}
          onChange={(name) => put({ name })}
          onBlur={() => void edit.flush()}
        />
        <Select
          label={say("perinatal.sex")}
          options={allSex.map((id) => ({ id, label: say(`sex.${id}`) }))}
          value={form.sex}
          onChange={(sex) => put({ sex })}
        />
      </div>
      <DayField
        label={say("perinatal.born")}
        error={errors.of("born")}
        value={form.born}
        onChange={(day) => put({ born: day })}
      />
      <div className={formCss.two}>
        <Select
          label={say("perinatal.stay")}
          options={allInfantStay.map((id) => ({ id, label: say(`infantStay.${id}`) }))}
          value={form.stay}
          onChange={(stay) => put({ stay })}
        />
        <TextField
          label={say("perinatal.stayWords")}
          value={form.stayWords}
          onChange={(stayWords) => put({ stayWords })}
          onBlur={() => void edit.flush()}
        />
      </div>
      <DayField
        label={say("perinatal.since")}
        error={errors.of("stays")}
        value={form.since}
        onChange={(since) => put({ since })}
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
