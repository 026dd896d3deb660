// A new consent: what for, with whom, segment by segment, and how it is signed.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allConsentKind, allSignedBy, type Member } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { languageOptions } from "../../words/languages";
import { useWords } from "../../words/words";
import {
  asksAbout,
  consentOf,
  emptyConsent,
  forKind,
  isForHer,
  type ConsentForm as Form,
} from "./consent";
import css from "./Consents.module.css";
import { SharePart } from "./SharePart";
import { SignPart } from "./SignPart";

export interface ConsentFormProps {
  member: Member;
  about: string;
  /** The records that were on the screen. */
  seen: string[];
  age: number | null;
  onClose: () => void;
}

export interface FormPartProps {
  form: Form;
  put: (part: Partial<Form>) => void;
  flush: () => void;
}

function Refusal({ form, put, flush }: FormPartProps) {
  const { say } = useWords();
  return (
    <>
      <Checkbox isSelected={form.refused} onChange={(refused) => put({ refused })}>
        {say("consents.refused")}
      </Checkbox>
      {form.refused && (
        <TextArea
          label={say("consents.refusedWhy")}
          rows={1}
          value={form.refusedWhy}
          onChange={(refusedWhy) => put({ refusedWhy })}
          onBlur={flush}
        />
      )}
    </>
  );
}

export function ConsentForm({ member, about, seen, age, onClose }: ConsentFormProps) {
  const { say, today, locale } = useWords();
  const minor = age !== null && age < 18;
  const base = emptyConsent(member.languages[0] ?? "en", today(), minor);
  const edit = useEdit({ about, member: member.member }, base, JSON.stringify(seen));
  const { tell, busy, failure } = useTell("consents.add");
  const errors = useFieldErrors(failure, ["on", "until", "signing", "signer"]);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const flush = () => void edit.flush();
  const asks = asksAbout(form.kind);
  const save = async () => {
    setTried(true);
    // What was on the screen when the form was opened; a draft of an earlier day keeps what it had seen.
    const ids: string[] = JSON.parse(edit.seen || "[]");
    const body = consentOf(member.member, ids, form);
    if (body === null) return;
    const told = await tell(body);
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <Select
        label={say("consents.kind")}
        options={allConsentKind.map((id) => ({ id, label: say(`consentKind.${id}`) }))}
        value={form.kind}
        onChange={(kind) => put(forKind(form, kind))}
      />
      <Refusal form={form} put={put} flush={flush} />
      {0 < asks.length && <SharePart form={form} put={put} flush={flush} />}
      <div className={css.two}>
        <Select
          label={say("consents.signedBy")}
          options={allSignedBy.map((id) => ({ id, label: say(`signedBy.${id}`) }))}
          value={form.signedBy}
          onChange={(signedBy) => put({ signedBy })}
        />
        {isForHer(form.signedBy) && (
          <TextField
            label={say("consents.signer")}
            error={errors.of("signer")}
            value={form.signer}
            onChange={(signer) => put({ signer })}
            onBlur={flush}
          />
        )}
        <Select
          label={say("consents.language")}
          options={languageOptions(locale, member.languages)}
          value={form.language}
          onChange={(language) => put({ language })}
        />
        <DayField
          label={say("consents.on")}
          error={errors.of("on")}
          value={form.on}
          onChange={(on) => put({ on })}
        />
        {0 < asks.length && (
          <DayField
            label={say("consents.until")}
            error={errors.of("until")}
            value={form.until}
            onChange={(until) => put({ until })}
          />
        )}
      </div>
      {!form.refused && (
        <SignPart
          member={member.member}
          form={form}
          put={put}
          flush={flush}
          error={errors.of("signing")}
          tried={tried}
        />
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
