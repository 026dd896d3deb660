// Moves an episode along. Where it ends, the reason must be given.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import type { ConsentView, EpisodeView, Member, Stage } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { Dialog } from "../../kit/Dialog/Dialog";
import { TextArea } from "../../kit/Field/TextArea";
import { useNames } from "../../kit/Name/Name";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import { consentOf, emptyConsent } from "../consents/consent";

interface Form {
  stage: Stage | null;
  reason: string;
  /** She says yes to ECM now, where nobody has written it down yet. */
  says: boolean;
}

/** Her yes to ECM: when she said it, or a box for saying it now. */
function Yes({
  work,
  says,
  onChange,
}: {
  work: ConsentView | null;
  says: boolean;
  onChange: (says: boolean) => void;
}) {
  const { say, fullDay } = useWords();
  if (work?.kind === "ecm_opt_in") {
    return <p>{say("consents.optedIn", { day: fullDay(work.on) })}</p>;
  }
  return (
    <>
      {work && <p>{say("consents.declined", { day: fullDay(work.on) })}</p>}
      <Checkbox isSelected={says} onChange={onChange}>
        {say("consents.saysYes")}
      </Checkbox>
    </>
  );
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
  const { say, today } = useWords();
  const { name } = useNames();
  const about = { about: `episode:${episode.episode}`, member: member.member };
  const begin: Form = { stage: episode.mayBecome[0] ?? null, reason: "", says: false };
  const edit = useEdit(about, begin, episode.seen);
  const advance = useTell("episodes.advance");
  const agree = useTell("consents.add");
  const { data: consents } = useAsk("consents.show", { member: member.member });
  const busy = advance.busy || agree.busy;
  const failure = advance.failure ?? agree.failure;
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  const enrols = form.stage === "enrolled";
  const work = consents?.consents.find(
    ({ kind, stands }) =>
      (kind === "ecm_opt_in" || kind === "ecm_decline") && stands === "in_force",
  );
  const noReason = isEnding(form.stage) && form.reason.trim() === "";
  const save = async (anyway: boolean) => {
    setTried(true);
    if (form.stage === null || noReason) return;
    const { stage, reason } = form;
    // What she says holds whether the step is taken or not: so it is written down first.
    if (enrols && form.says && consents && work?.kind !== "ecm_opt_in") {
      const said = emptyConsent(member.languages[0] ?? "en", today(), false);
      const body = consentOf(member.member, consents.seen, said);
      if (body === null || "failure" in (await agree.tell(body))) return;
    }
    const told = await advance.tell({
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
      {enrols && consents && (
        <Yes work={work ?? null} says={form.says} onChange={(says) => put({ says })} />
      )}
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
