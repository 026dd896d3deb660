// How a pregnancy ended. The words are plain: nothing is taken for granted.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allPregnancyEnding,
  type PregnancyCourse,
  type PregnancyEnding,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { numberOf, typedOf } from "./number";

export interface EndFormProps {
  member: string;
  course: PregnancyCourse;
  onClose: () => void;
}

interface Form {
  what: PregnancyEnding | null;
  on: string;
  place: string;
  babies: string;
}

export function EndForm({ member, course, onClose }: EndFormProps) {
  const { say } = useWords();
  const base: Form = {
    what: course.end?.what ?? null,
    on: course.end?.on ?? course.endedElsewhere ?? "",
    place: course.end?.place ?? "",
    babies: typedOf(course.babies),
  };
  const about = `pregnancyEnd:${course.id}:${member}`;
  const edit = useEdit({ about, member }, base, course.seen);
  const { tell, busy, failure } = useTell("pregnancies.end");
  const errors = useFieldErrors(failure, ["outcome", "babies"]);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const babies = numberOf(form.babies);
  const save = async () => {
    setTried(true);
    const { what, on } = form;
    if (what === null || on === "" || babies === undefined) return;
    const told = await tell({
      member,
      id: course.id,
      seen: edit.seen,
      what,
      on,
      place: form.place.trim(),
      babies,
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <Select
          label={say("perinatal.endWhat")}
          options={allPregnancyEnding.map((id) => ({ id, label: say(`pregnancyEnding.${id}`) }))}
          error={tried && form.what === null ? say("why.missing") : undefined}
          value={form.what}
          onChange={(what) => put({ what })}
        />
        <DayField
          label={say("perinatal.endOn")}
          error={errors.of("outcome") ?? (tried && form.on === "" ? say("why.missing") : undefined)}
          value={form.on}
          onChange={(on) => put({ on })}
        />
      </div>
      <div className={formCss.two}>
        <TextField
          label={say("perinatal.endPlace")}
          value={form.place}
          onChange={(place) => put({ place })}
          onBlur={() => void edit.flush()}
        />
        {form.what === "live_birth" && (
          <TextField
            label={say("perinatal.babiesField")}
            inputMode="numeric"
            error={babies === undefined ? say("perinatal.number") : errors.of("babies")}
            value={form.babies}
            onChange={(next) => put({ babies: next })}
          />
        )}
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
