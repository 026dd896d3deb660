// A visit that did not take place: why, in one press and a few words.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allNotHeldReason, type NotHeldReason, type Visit } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Dialog } from "../../kit/Dialog/Dialog";
import { TextArea } from "../../kit/Field/TextArea";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";

interface Form {
  reason: NotHeldReason | null;
  words: string;
}

const empty: Form = { reason: null, words: "" };

export function NotHeldDialog({ visit, onClose }: { visit: Visit; onClose: () => void }) {
  const { say } = useWords();
  const about = { about: `not-held:${visit.visit}`, member: visit.member };
  const edit = useEdit(about, empty, visit.seen);
  const { tell, busy, failure } = useTell("visits.notHeld");
  const errors = useFieldErrors(failure, ["notHeld"]);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  const save = async () => {
    setTried(true);
    if (form.reason === null) return;
    const { reason, words } = form;
    const told = await tell({ visit: visit.visit, reason, words: words.trim(), seen: edit.seen });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <Dialog title={say("visit.notHeldTitle")} isOpen onClose={onClose}>
      <RadioTiles
        label={say("visit.notHeldWhy")}
        options={allNotHeldReason.map((id) => ({ id, label: say(`notHeldReason.${id}`) }))}
        value={form.reason}
        error={tried && form.reason === null ? say("visit.chooseOne") : undefined}
        onChange={(reason) => put({ reason })}
      />
      <TextArea
        label={say("visit.notHeldWords")}
        hint={say("visit.notHeldHint")}
        size="lg"
        rows={2}
        error={errors.of("notHeld")}
        value={form.words}
        onChange={(words) => put({ words })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("visit.notHeldSave")}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
      />
    </Dialog>
  );
}
