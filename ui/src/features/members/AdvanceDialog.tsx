// Moves an episode along. Where it ends, the reason must be given.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import type { EpisodeView, Member, Stage } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Dialog } from "../../kit/Dialog/Dialog";
import { TextArea } from "../../kit/Field/TextArea";
import { useNames } from "../../kit/Name/Name";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";

interface Form {
  stage: Stage | null;
  reason: string;
}

/** An episode does not end without a reason. */
export function isEnding(stage: Stage | null): boolean {
  return stage === "graduated" || stage === "disenrolled";
}

export interface AdvanceDialogProps {
  member: Member;
  episode: EpisodeView;
  onClose: () => void;
}

export function AdvanceDialog({ member, episode, onClose }: AdvanceDialogProps) {
  const { say } = useWords();
  const { name } = useNames();
  const about = { about: `episode:${episode.episode}`, member: member.member };
  const begin: Form = { stage: episode.mayBecome[0] ?? null, reason: "" };
  const edit = useEdit(about, begin, episode.seen);
  const { tell, busy, failure } = useTell("episodes.advance");
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  const noReason = isEnding(form.stage) && form.reason.trim() === "";
  const save = async (anyway: boolean) => {
    setTried(true);
    if (form.stage === null || noReason) return;
    const { stage, reason } = form;
    const told = await tell({
      member: member.member,
      stage,
      reason: reason.trim(),
      seen: edit.seen,
      ...(anyway ? { anyway } : {}),
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <Dialog
      title={say("member.advanceTitle", { name: name(member.firstName) })}
      isOpen
      onClose={onClose}
    >
      <RadioTiles
        label={say("member.advanceTo")}
        look="row"
        options={episode.mayBecome.map((id) => ({
          id,
          label: say(`stage.${id}`),
          sub: say(`member.stage.${id}`),
        }))}
        value={form.stage}
        onChange={(stage) => put({ stage })}
      />
      <TextArea
        label={isEnding(form.stage) ? say("member.reason") : say("member.reasonIfAny")}
        rows={2}
        error={tried && noReason ? say("failure.reason_missing") : undefined}
        value={form.reason}
        onChange={(reason) => put({ reason })}
        onBlur={() => void edit.flush()}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("member.advanceSave")}
        busy={busy}
        failure={failure}
        onSave={() => void save(false)}
      />
      {failure?.code === "enrolled_already" && (
        <Button isDisabled={busy} onPress={() => void save(true)}>
          {say("member.enrolAnyway")}
        </Button>
      )}
    </Dialog>
  );
}
