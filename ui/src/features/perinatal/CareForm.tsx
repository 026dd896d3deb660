// How one thing on the line stands: arranged, done, missed, not wanted.
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allCareStanding,
  type CareStanding,
  type PregnancyCourse,
  type SlotView,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import formCss from "../plans/Form.module.css";
import { slotName } from "./say";

export interface CareFormProps {
  member: string;
  course: PregnancyCourse;
  slot: Pick<SlotView, "item" | "about" | "label" | "lane" | "seen" | "on" | "place" | "words"> & {
    is?: CareStanding;
  };
  onClose: () => void;
}

interface Form {
  is: CareStanding;
  on: string;
  place: string;
  words: string;
}

export function CareForm({ member, course, slot, onClose }: CareFormProps) {
  const words = useWords();
  const { say, today } = words;
  const both = useBoth();
  const { item, about } = slot;
  const base: Form = {
    is: slot.is ?? "done",
    on: slot.on ?? today(),
    place: slot.place,
    words: slot.words,
  };
  const place = `perinatal:${course.id}:${item}:${about}:${member}`;
  const edit = useEdit({ about: place, member }, base, slot.seen);
  const { tell, busy, failure } = useTell("perinatal.put");
  const errors = useFieldErrors(failure, ["stands"]);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const save = async () => {
    if (form.on === "") return;
    const told = await tell({
      member,
      pregnancy: course.id,
      item,
      about,
      seen: edit.seen,
      is: form.is,
      on: form.on,
      place: form.place.trim(),
      words: form.words.trim(),
      saidBy: "staff",
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  const whole: SlotView = {
    ...slot,
    source: "",
    from: "",
    by: "",
    state: "due",
    presses: false,
    instrument: null,
    twoAnswers: false,
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <p>
        <b>{slotName(words, both, whole, course.infants)}</b>
      </p>
      <div className={formCss.two}>
        <Select
          label={say("perinatal.wasIt")}
          options={allCareStanding.map((id) => ({ id, label: say(`careStanding.${id}`) }))}
          value={form.is}
          onChange={(is) => put({ is })}
        />
        <DayField
          label={say("perinatal.onDay")}
          error={errors.of("stands")}
          value={form.on}
          onChange={(on) => put({ on })}
        />
      </div>
      <div className={formCss.two}>
        <TextField
          label={say("perinatal.place")}
          value={form.place}
          onChange={(next) => put({ place: next })}
          onBlur={() => void edit.flush()}
        />
        <TextField
          label={say("perinatal.words")}
          value={form.words}
          onChange={(next) => put({ words: next })}
          onBlur={() => void edit.flush()}
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
