// What she says of the offer: when, by whom, in which words.
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allSaidBy, type OfferSays, type SaidBy } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";

export interface OfferFormProps {
  member: string;
  says: OfferSays;
  seen: string;
  onClose: () => void;
}

interface Form {
  on: string;
  saidBy: SaidBy;
  words: string;
}

export function OfferForm({ member, says, seen, onClose }: OfferFormProps) {
  const { say, today } = useWords();
  const base: Form = { on: today(), saidBy: "member", words: "" };
  const edit = useEdit({ about: `offer:${says}:${member}`, member }, base, seen);
  const { tell, busy, failure } = useTell("outreach.say");
  const errors = useFieldErrors(failure, ["answer"]);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const save = async () => {
    if (form.on === "") return;
    const told = await tell({
      member,
      seen: edit.seen,
      says,
      on: form.on,
      saidBy: form.saidBy,
      words: form.words.trim(),
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <Select
          label={say("outreach.saidBy")}
          options={allSaidBy.map((id) => ({ id, label: say(`saidBy.${id}`) }))}
          value={form.saidBy}
          onChange={(saidBy) => put({ saidBy })}
        />
        <DayField
          label={say("outreach.saidOn")}
          error={errors.of("answer")}
          value={form.on}
          onChange={(on) => put({ on })}
        />
      </div>
      <TextArea
        label={say("outreach.theirWords")}
        rows={1}
        value={form.words}
        onChange={(words) => put({ words })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={says === "open" ? say("outreach.sayOpen") : say(`offerSays.${says}`)}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
