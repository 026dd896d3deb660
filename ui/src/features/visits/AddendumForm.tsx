// A later word on a signed note. The note itself stays as it is.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allAddendumReason, type AddendumReason, type Visit } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextArea } from "../../kit/Field/TextArea";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";

export interface AddendumFormProps {
  visit: Visit;
  note: string;
  typed: string;
  onClose: () => void;
}

interface Form {
  reason: AddendumReason | null;
  text: string;
}

export function addendumAbout(note: string): string {
  return `addendum:${note}`;
}

export function AddendumForm({ visit, note, typed, onClose }: AddendumFormProps) {
  const { say } = useWords();
  const begin: Form = { reason: typed.trim() ? "late_entry" : null, text: typed };
  const edit = useEdit({ about: addendumAbout(note), member: visit.member }, begin, "");
  const { tell, busy, failure } = useTell("visits.addAddendum");
  const { tell: drop } = useTell("drafts.drop");
  const errors = useFieldErrors(failure, ["text"]);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const empty = form.text.trim() === "";
  const save = async () => {
    setTried(true);
    if (form.reason === null || empty) return;
    const told = await tell({ note, reason: form.reason, text: form.text.trim() });
    if ("failure" in told) return;
    // What was typed into the unsigned note stands signed now, beneath the other.
    if (typed.trim() && form.text.includes(typed.trim())) {
      await drop({ about: `visit:${visit.visit}` });
    }
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <RadioTiles
        label={say("visit.addendumReason")}
        look="row"
        options={allAddendumReason.map((id) => ({
          id,
          label: say(`addendumReason.${id}`),
          sub: say(`visit.addendum.${id}`),
        }))}
        value={form.reason}
        error={tried && form.reason === null ? say("visit.chooseOne") : undefined}
        onChange={(reason) => put({ reason })}
      />
      <TextArea
        label={say("visit.addendumText")}
        size="lg"
        rows={3}
        error={errors.of("text") ?? (tried && empty ? say("why.missing") : undefined)}
        value={form.text}
        onChange={(text) => put({ text })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("visit.addendumSign")}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
