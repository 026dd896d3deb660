// Somebody around her, as written down.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { Remove, type Thing } from "../../app/Remove";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import type { SupportPersonView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";

export interface SupportFormProps {
  member: string;
  about: string;
  /** Absent for somebody new. */
  person?: SupportPersonView;
  onClose: () => void;
  onRemoved: (thing: Thing) => void;
}

export function SupportForm({ member, about, person, onClose, onRemoved }: SupportFormProps) {
  const { say } = useWords();
  const base = {
    name: person?.name ?? "",
    relation: person?.relation ?? "",
    phone: person?.phone ?? "",
    mayKnow: person?.mayKnow ?? "",
  };
  const edit = useEdit({ about, member }, base, person?.seen ?? "");
  const { tell, busy, failure } = useTell("support.put");
  const errors = useFieldErrors(failure, ["name", "relation", "phone", "mayKnow"]);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const onBlur = () => void edit.flush();
  const noName = form.name.trim() === "";
  const save = async () => {
    setTried(true);
    if (noName) return;
    if (!person || edit.isChanged) {
      const { name, relation, phone, mayKnow } = form;
      const told = await tell({
        member,
        seen: edit.seen,
        name: name.trim(),
        relation: relation.trim(),
        phone: phone.trim(),
        mayKnow: mayKnow.trim(),
        ...(person ? { id: person.id } : {}),
      });
      if ("failure" in told) return;
    }
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <TextField
          label={say("member.personName")}
          autoFocus
          error={errors.of("name") ?? (tried && noName ? say("why.missing") : undefined)}
          value={form.name}
          onChange={(name) => put({ name })}
          onBlur={onBlur}
        />
        <TextField
          label={say("member.relation")}
          error={errors.of("relation")}
          value={form.relation}
          onChange={(relation) => put({ relation })}
          onBlur={onBlur}
        />
        <TextField
          label={say("member.phone")}
          type="tel"
          error={errors.of("phone")}
          value={form.phone}
          onChange={(phone) => put({ phone })}
          onBlur={onBlur}
        />
      </div>
      <TextArea
        label={say("member.mayKnowLabel")}
        hint={say("member.mayKnowHint")}
        rows={1}
        error={errors.of("mayKnow")}
        value={form.mayKnow}
        onChange={(mayKnow) => put({ mayKnow })}
        onBlur={onBlur}
      />
      <FormFoot
        edit={edit}
        {...(person ? {} : { saveLabel: say("member.addThisPerson") })}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
      {person && (
        <Remove
          thing={{
            member,
            kind: "support_person",
            id: person.id,
            seen: person.seen,
            what: person.name,
          }}
          onRemoved={onRemoved}
        />
      )}
    </form>
  );
}
