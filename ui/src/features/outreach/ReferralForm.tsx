// Who named her, as written down.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import type { ReferralView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import formCss from "../plans/Form.module.css";
import type { Lists } from "./lists";

export interface ReferralFormProps {
  member: string;
  lists: Lists;
  /** Absent for a new one. */
  referral?: ReferralView;
  onClose: () => void;
}

interface Form {
  source: string | null;
  who: string;
  on: string;
  reason: string;
}

export function ReferralForm({ member, lists, referral, onClose }: ReferralFormProps) {
  const { say, today } = useWords();
  const both = useBoth();
  const base: Form = {
    source: referral?.source ?? null,
    who: referral?.who ?? "",
    on: referral?.on ?? today(),
    reason: referral?.reason ?? "",
  };
  const about = referral ? `referral:${referral.id}` : `referral:new:${member}`;
  const edit = useEdit({ about, member }, base, referral?.seen ?? "");
  const { tell, busy, failure } = useTell("referrals.put");
  const errors = useFieldErrors(failure, ["from", "on", "reason"]);
  const [tried, setTried] = useState(false);
  if (!edit.ready) return null;
  const { form, put } = edit;
  const onBlur = () => void edit.flush();
  const save = async () => {
    setTried(true);
    const { source, who, on, reason } = form;
    if (source === null || on === "") return;
    const told = await tell({
      member,
      seen: edit.seen,
      source,
      who: who.trim(),
      on,
      reason: reason.trim(),
      ...(referral ? { id: referral.id } : {}),
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <Select
          label={say("outreach.source")}
          options={lists.all.sources.map(({ code, label }) => ({ id: code, label: both(label) }))}
          error={tried && form.source === null ? say("why.missing") : undefined}
          value={form.source}
          onChange={(source) => put({ source })}
        />
        <TextField
          label={say("outreach.who")}
          error={errors.of("from")}
          value={form.who}
          onChange={(who) => put({ who })}
          onBlur={onBlur}
        />
      </div>
      <DayField
        label={say("outreach.referredOn")}
        error={errors.of("on") ?? (tried && form.on === "" ? say("why.missing") : undefined)}
        value={form.on}
        onChange={(on) => put({ on })}
      />
      <TextArea
        label={say("outreach.reason")}
        rows={1}
        error={errors.of("reason")}
        value={form.reason}
        onChange={(reason) => put({ reason })}
        onBlur={onBlur}
      />
      <FormFoot
        edit={edit}
        {...(referral ? {} : { saveLabel: say("outreach.addThisReferral") })}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
