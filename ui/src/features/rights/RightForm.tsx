// A request as she makes it: what for, who asks and how, in her words, and the day it came.
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allAskedBy,
  allRequestHow,
  allRightKind,
  type HerRights,
  type Member,
} from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { kindWord } from "../../words/kinds";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "../consents/Consents.module.css";
import { askOf, emptyRight } from "./right";
import { ContactFields, RestrictionFields, type RightPartProps } from "./RightFields";

const whole = "whole";

/** Which thing of her record is to be put right. */
function About({ member, form, put }: Pick<RightPartProps, "form" | "put"> & { member: string }) {
  const { say } = useWords();
  const { data } = useAsk("tags.show", { member });
  const things = data?.things ?? [];
  const options = things.map(({ id, kind, words }) => ({
    id,
    label: `${say(kindWord(kind))}: ${words}`,
  }));
  return (
    <Select
      label={say("rights.about")}
      options={[{ id: whole, label: say("rights.aboutWhole") }, ...options]}
      value={form.about === "" ? whole : form.about}
      onChange={(about) => put({ about: about === whole ? "" : about })}
    />
  );
}

export interface RightFormProps {
  member: Member;
  rights: HerRights;
  about: string;
  onClose: () => void;
}

export function RightForm({ member, rights, about, onClose }: RightFormProps) {
  const { say, today } = useWords();
  const both = useBoth();
  const edit = useEdit({ about, member: member.member }, emptyRight(today()), "");
  const { tell, busy, failure } = useTell("rights.ask");
  const fields = ["on", "words", "representative", "restriction", "contact"];
  const errors = useFieldErrors(failure, fields);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const flush = () => void edit.flush();
  const rule = rights.rules.find(({ kind }) => kind === form.kind);
  const save = async () => {
    const body = askOf(member.member, form);
    if (body === null) return;
    const told = await tell(body);
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <Select
        label={say("rights.kind")}
        options={allRightKind.map((id) => ({ id, label: say(`rightKind.${id}`) }))}
        value={form.kind}
        onChange={(kind) => put({ kind })}
      />
      {rule && (
        <p className="quiet">
          {both(rule.rule)} <small>{rule.source}</small>
        </p>
      )}
      <div className={css.two}>
        <Select
          label={say("rights.askedBy")}
          options={allAskedBy.map((id) => ({ id, label: say(`askedBy.${id}`) }))}
          value={form.askedBy}
          onChange={(askedBy) => put({ askedBy })}
        />
        {form.askedBy === "representative" && (
          <TextField
            label={say("rights.representative")}
            error={errors.of("representative")}
            value={form.representative}
            onChange={(representative) => put({ representative })}
            onBlur={flush}
          />
        )}
        <Select
          label={say("rights.how")}
          options={allRequestHow.map((id) => ({ id, label: say(`requestHow.${id}`) }))}
          value={form.how}
          onChange={(how) => put({ how })}
        />
        <DayField
          label={say("rights.on")}
          error={errors.of("on")}
          value={form.on}
          onChange={(on) => put({ on })}
        />
      </div>
      <TextArea
        label={say("rights.words")}
        rows={2}
        error={errors.of("words")}
        value={form.words}
        onChange={(words) => put({ words })}
        onBlur={flush}
      />
      {form.kind === "amend" && <About member={member.member} form={form} put={put} />}
      {form.kind === "restrict" && (
        <RestrictionFields form={form} put={put} flush={flush} error={errors.of("restriction")} />
      )}
      {form.kind === "contact_otherwise" && (
        <ContactFields form={form} put={put} flush={flush} error={errors.of("contact")} />
      )}
      <FormFoot
        edit={edit}
        saveLabel={say("consents.save")}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
