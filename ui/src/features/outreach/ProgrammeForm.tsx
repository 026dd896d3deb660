// A programme that works with her besides us, as written down.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allProgrammeStanding,
  allSaidBy,
  type ProgrammeStanding,
  type ProgrammeView,
  type SaidBy,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import formCss from "../plans/Form.module.css";

export interface ProgrammeFormProps {
  member: string;
  /** Those that can be chosen: one that is changed, or all that are not written down. */
  programmes: readonly ProgrammeView[];
  onClose: () => void;
}

interface Form {
  programme: string | null;
  is: ProgrammeStanding;
  on: string;
  saidBy: SaidBy;
  contact: string;
  ecmProvider: boolean;
}

export function ProgrammeForm({ member, programmes, onClose }: ProgrammeFormProps) {
  const { say, today } = useWords();
  const both = useBoth();
  const [only] = programmes.length === 1 ? programmes : [];
  const base: Form = {
    programme: only?.programme ?? null,
    is: only?.is ?? "in",
    on: only?.on ?? today(),
    saidBy: only?.saidBy ?? "member",
    contact: only?.contact ?? "",
    ecmProvider: only?.ecmProvider ?? false,
  };
  const about = `programme:${only?.programme ?? "new"}:${member}`;
  const edit = useEdit({ about, member }, base, only?.seen ?? "");
  const { tell, busy, failure } = useTell("programmes.put");
  const errors = useFieldErrors(failure, ["stands", "programme"]);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const save = async () => {
    setTried(true);
    const { programme, is, on, saidBy, contact, ecmProvider } = form;
    if (programme === null || on === "") return;
    const told = await tell({
      member,
      programme,
      seen: edit.seen,
      is,
      on,
      saidBy,
      contact: contact.trim(),
      ecmProvider,
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <Select
          label={say("outreach.programme")}
          options={programmes.map(({ programme, short, label }) => ({
            id: programme,
            label: `${short}, ${both(label)}`,
          }))}
          error={tried && form.programme === null ? say("why.missing") : undefined}
          value={form.programme}
          onChange={(programme) => put({ programme })}
        />
        <Segmented
          label={say("outreach.isIn")}
          options={allProgrammeStanding.map((id) => ({
            id,
            label: say(`programmeStanding.${id}`),
          }))}
          value={form.is}
          onChange={(is) => put({ is })}
        />
      </div>
      <div className={formCss.two}>
        <Select
          label={say("outreach.saidBy")}
          options={allSaidBy.map((id) => ({ id, label: say(`saidBy.${id}`) }))}
          value={form.saidBy}
          onChange={(saidBy) => put({ saidBy })}
        />
        <TextField
          label={say("outreach.contact")}
          value={form.contact}
          onChange={(contact) => put({ contact })}
          onBlur={() => void edit.flush()}
        />
      </div>
      <DayField
        label={say("outreach.saidOn")}
        error={errors.of("stands")}
        value={form.on}
        onChange={(on) => put({ on })}
      />
      <Checkbox isSelected={form.ecmProvider} onChange={(ecmProvider) => put({ ecmProvider })}>
        {say("outreach.ecmProvider")}
      </Checkbox>
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
