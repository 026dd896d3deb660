// With whom, what for, and for each segment whether it may be shared.
import { allAnswered, allRecipientKind, allShareFor } from "../../contract/generated";
import { Chips } from "../../kit/Chips/Chips";
import { TextField } from "../../kit/Field/TextField";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import { asksAbout, isOfTheState } from "./consent";
import type { FormPartProps } from "./ConsentForm";
import css from "./Consents.module.css";

export function SharePart({ form, put, flush }: FormPartProps) {
  const { say } = useWords();
  const anybody = isOfTheState(form.kind)
    ? [{ id: "anybody" as const, label: say("consents.toAnybody") }]
    : [];
  const kinds = allRecipientKind.map((id) => ({ id, label: say(`recipientKind.${id}`) }));
  return (
    <>
      <div className={css.two}>
        <Select
          label={say("consents.toKind")}
          options={[...anybody, ...kinds]}
          value={form.toKind ?? "anybody"}
          onChange={(kind) => put({ toKind: kind === "anybody" ? null : kind })}
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
          {say("consents.purposes")}
        </p>
        <Chips
          label={say("consents.purposes")}
          options={allShareFor.map((id) => ({ id, label: say(`shareFor.${id}`) }))}
          value={form.purposes}
          onChange={(purposes) => put({ purposes })}
        />
      </div>
      <div className={css.rows}>
        <p className={css.label}>{say("consents.answers")}</p>
        {asksAbout(form.kind).map((about) => (
          <div key={about} className={css.answer}>
            <span aria-hidden="true">{say(`tag.${about}`)}</span>
            <Segmented
              label={say(`tag.${about}`)}
              labelHidden
              options={allAnswered.map((id) => ({ id, label: say(`answered.${id}`) }))}
              value={form.answers[about] ?? "not_asked"}
              onChange={(answered) => put({ answers: { ...form.answers, [about]: answered } })}
            />
          </div>
        ))}
      </div>
    </>
  );
}
