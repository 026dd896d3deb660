// Taking something off the record, with a reason; and putting it back at once.
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { Removable, StepSeen } from "../contract/generated";
import { useTell } from "../contract/query";
import { Banner } from "../kit/Banner/Banner";
import { Button } from "../kit/Button/Button";
import { Failed } from "../kit/Failed/Failed";
import { TextField } from "../kit/Field/TextField";
import { useWords } from "../words/words";
import css from "./Remove.module.css";
import { useFieldErrors } from "./useFieldErrors";

/** What can be removed, as it was on the screen. */
export interface Thing {
  member: string;
  kind: Removable;
  id: string;
  seen: string;
  /** What it is called in a sentence. */
  what: string;
  /** The steps that go with a goal. */
  steps?: StepSeen[];
}

export interface RemoveProps {
  thing: Thing;
  onRemoved: (thing: Thing) => void;
}

export function Remove({ thing, onRemoved }: RemoveProps) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("things.remove");
  const errors = useFieldErrors(failure, ["reason"]);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const { member, kind, id, seen, steps = [] } = thing;
  if (!asking) {
    return (
      <Button kind="bare" size="sm" icon={Trash2} onPress={() => setAsking(true)}>
        {say("remove.ask")}
      </Button>
    );
  }
  const remove = async () => {
    const told = await tell({ member, kind, id, seen, reason, steps });
    if ("ok" in told) onRemoved(thing);
  };
  return (
    <div className={css.remove}>
      <TextField
        label={say("remove.why")}
        hint={say(0 < steps.length ? "remove.hintSteps" : "remove.hint", { n: steps.length })}
        error={errors.of("reason")}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <Failed problem={errors.rest} />
      <div className={css.row}>
        <Button kind="stop" isDisabled={busy} onPress={() => void remove()}>
          {say("remove.do")}
        </Button>
        <Button onPress={() => setAsking(false)}>{say("remove.leave")}</Button>
      </div>
    </div>
  );
}

export interface RemovedProps {
  thing: Thing | null;
  onBack: () => void;
}

/** Says what was removed just now, and puts it back. */
export function Removed({ thing, onBack }: RemovedProps) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("things.put_back");
  if (thing === null) return null;
  const { member, id, what } = thing;
  const putBack = async () => {
    const told = await tell({ member, id });
    if ("ok" in told) onBack();
  };
  return (
    <Banner
      action={
        <Button size="sm" isDisabled={busy} onPress={() => void putBack()}>
          {say("remove.undo")}
        </Button>
      }
    >
      {say("remove.done", { what })}
      <Failed problem={failure} />
    </Banner>
  );
}
