// The foot of every form that changes something: whether it is kept, and what to do with it.
// Closing never asks: what was typed stays a draft.
import type { Problem } from "../contract/ask";
import { Button } from "../kit/Button/Button";
import { Failed } from "../kit/Failed/Failed";
import { failureSentence } from "../words/failures";
import { useWords } from "../words/words";
import css from "./FormFoot.module.css";
import type { Editing } from "./useEdit";

export interface FormFootProps<F extends object> {
  edit: Editing<F>;
  /** What the button does: "Add the goal". */
  saveLabel?: string;
  busy: boolean;
  /** Why it was refused, if no field says it. */
  failure: Problem | undefined;
  onSave: () => void;
  /** Absent where the form is always open, or something around it closes it. */
  onClose?: () => void;
}

export function FormFoot<F extends object>({
  edit,
  saveLabel,
  busy,
  failure,
  onSave,
  onClose,
}: FormFootProps<F>) {
  const words = useWords();
  const { say, time } = words;
  return (
    <div className={css.foot}>
      <Failed problem={failure} />
      <div className={css.row}>
        <Button kind="go" isDisabled={busy} onPress={onSave}>
          {saveLabel ?? say("form.save")}
        </Button>
        {onClose && <Button onPress={onClose}>{say("form.close")}</Button>}
        {edit.keptAt !== null && (
          <Button kind="bare" onPress={() => void edit.drop().then(() => onClose?.())}>
            {say("form.throwAway")}
          </Button>
        )}
        <output className={css.kept}>
          {edit.problem
            ? say("draft.notKept", { why: failureSentence(words, edit.problem) })
            : edit.keptAt !== null && say("draft.kept", { when: time(edit.keptAt) })}
        </output>
      </div>
    </div>
  );
}
