// What is not to be told, and how she is to be reached: the parts of a request that only some kinds have.
import { allContactWay, allRecipientKind, allShareFor, allTag } from "../../contract/generated";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { Chips } from "../../kit/Chips/Chips";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import css from "../consents/Consents.module.css";
import type { RightForm } from "./right";

export interface RightPartProps {
  form: RightForm;
  put: (part: Partial<RightForm>) => void;
  flush: () => void;
  error: string | undefined;
}

const segments = ["none", ...allTag] as const;
/** From who works with her, and from herself, nothing can be kept. */
const outside = allRecipientKind.filter((kind) => kind !== "member" && kind !== "own_team");

export function RestrictionFields({ form, put, flush, error }: RightPartProps) {
  const { say } = useWords();
  return (
    <>
      <div className={css.two}>
        <Select
          label={say("rights.segment")}
          error={error}
          options={segments.map((id) => ({
            id,
            label: say(id === "none" ? "rights.everything" : `tag.${id}`),
          }))}
          value={form.segment}
          onChange={(segment) => put({ segment })}
        />
        <Select
          label={say("rights.from")}
          options={outside.map((id) => ({ id, label: say(`recipientKind.${id}`) }))}
          value={form.toKind}
          onChange={(toKind) => put({ toKind })}
        />
        <TextField
          label={say("consents.toName")}
          hint={say("consents.toNameMore")}
          value={form.toName}
          onChange={(toName) => put({ toName })}
          onBlur={flush}
        />
      </div>
      <div>
        <p className={css.label} aria-hidden="true">
          {say("rights.purposes")}
        </p>
        <Chips
          label={say("rights.purposes")}
          options={allShareFor.map((id) => ({ id, label: say(`shareFor.${id}`) }))}
          value={form.purposes}
          onChange={(purposes) => put({ purposes })}
        />
      </div>
      <Checkbox isSelected={form.paidHerself} onChange={(paidHerself) => put({ paidHerself })}>
        {say("rights.paidHerself")}
        <small>{say("rights.paidHerselfMore")}</small>
      </Checkbox>
    </>
  );
}

export function ContactFields({ form, put, flush, error }: RightPartProps) {
  const { say } = useWords();
  return (
    <>
      <div className={css.two}>
        <TextField
          label={say("rights.phone")}
          hint={say("rights.phoneMore")}
          type="tel"
          error={error}
          value={form.phone}
          onChange={(phone) => put({ phone })}
          onBlur={flush}
        />
        <TextArea
          label={say("rights.address")}
          hint={say("rights.addressMore")}
          rows={1}
          value={form.address}
          onChange={(address) => put({ address })}
          onBlur={flush}
        />
      </div>
      <div>
        <p className={css.label} aria-hidden="true">
          {say("rights.neverWays")}
        </p>
        <Chips
          label={say("rights.neverWays")}
          options={allContactWay.map((id) => ({ id, label: say(`contactWay.${id}`) }))}
          value={form.never}
          onChange={(never) => put({ never })}
        />
      </div>
      <Checkbox isSelected={form.confidential} onChange={(confidential) => put({ confidential })}>
        {say("rights.confidential")}
        <small>{say("rights.confidentialMore")}</small>
      </Checkbox>
      <TextArea
        label={say("rights.contactWords")}
        rows={1}
        value={form.contactWords}
        onChange={(contactWords) => put({ contactWords })}
        onBlur={flush}
      />
    </>
  );
}
