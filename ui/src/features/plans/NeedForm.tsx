// What came of asking about one area.
import { useState } from "react";
import { changedParts } from "../../app/edit";
import { FormFoot } from "../../app/FormFoot";
import { Remove, type Thing } from "../../app/Remove";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allStanding, type Domain, type NeedView, type Standing } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextArea } from "../../kit/Field/TextArea";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import css from "./Form.module.css";

export interface NeedFormProps {
  member: string;
  domain: Domain;
  about: string;
  /** Absent for a new answer. */
  need?: NeedView;
  onClose: () => void;
  onRemoved: (thing: Thing) => void;
}

interface Form {
  standing: Standing | null;
  words: string;
}

export function NeedForm({ member, domain, about, need, onClose, onRemoved }: NeedFormProps) {
  const { say } = useWords();
  const base: Form = { standing: need?.standing ?? null, words: need?.words ?? "" };
  const edit = useEdit({ about, member }, base, need?.seen ?? "");
  const { tell, busy, failure } = useTell("needs.put");
  const errors = useFieldErrors(failure, ["standing", "words"]);
  const [tried, setTried] = useState(false);
  const { form, put, seen } = edit;
  if (!edit.ready) return null;
  const noStanding = form.standing === null;
  const noWords = form.standing === "has_need" && form.words.trim() === "";
  const save = async () => {
    setTried(true);
    if (form.standing === null || noWords) return;
    const parts = need
      ? changedParts(edit.base, form)
      : { standing: form.standing, words: form.words };
    if (!need || edit.isChanged) {
      const told = await tell({
        member,
        domain,
        seen,
        ...(need ? { need: need.need } : {}),
        ...(parts.standing ? { standing: parts.standing } : {}),
        ...(parts.words === undefined ? {} : { words: parts.words.trim() }),
      });
      if ("failure" in told) return;
    }
    await edit.drop();
    onClose();
  };
  const missing = (is: boolean) => (tried && is ? say("why.missing") : undefined);
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <RadioTiles
        label={say("plan.cameOfAsking")}
        look="row"
        options={allStanding.map((id) => ({ id, label: say(`standing.${id}`) }))}
        value={form.standing}
        error={errors.of("standing") ?? missing(noStanding)}
        onChange={(standing) => put({ standing })}
      />
      <TextArea
        label={say("plan.needWords")}
        rows={2}
        error={errors.of("words") ?? missing(noWords)}
        value={form.words}
        onChange={(words) => put({ words })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
      {need && (
        <Remove
          thing={{
            member,
            kind: "need",
            id: need.need,
            seen: need.seen,
            what: need.words || say(`domain.${domain}`),
          }}
          onRemoved={onRemoved}
        />
      )}
    </form>
  );
}
