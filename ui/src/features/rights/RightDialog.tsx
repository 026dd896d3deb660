// One request: what was asked, what was said of it, and the answer.
import { useState } from "react";
import { useFieldErrors } from "../../app/useFieldErrors";
import type {
  HerRights,
  Member,
  RightStep,
  RightStepView,
  RightView,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { Dialog } from "../../kit/Dialog/Dialog";
import { Failed } from "../../kit/Failed/Failed";
import { TextArea } from "../../kit/Field/TextArea";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "../consents/Consents.module.css";
import { contactLines } from "./ContactRule";
import { FullRecord } from "./FullRecord";
import { mayStep } from "./steps";

function Said({ step }: { step: RightStepView }) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  const { denial, until } = step;
  return (
    <div>
      <p>
        <b>{say(`rightStep.${step.step}`)}</b> · {fullDay(step.on)}{" "}
        {until !== null && say("consents.untilLine", { day: fullDay(until) })}
      </p>
      {denial && (
        <>
          <p>
            {both(denial.label)} <small>{denial.source}</small>
          </p>
          <p className="quiet">{both(denial.object)}</p>
        </>
      )}
      {step.words !== "" && <p>{step.words}</p>}
      <p className="quiet sm">{say("consents.writtenBy", { who: step.signature })}</p>
    </div>
  );
}

function Asked({ one }: { one: RightView }) {
  const words = useWords();
  const { say, list, fullDay } = words;
  const { restriction, contact } = one;
  const purposes = (restriction?.purposes ?? []).map((id) => say(`shareFor.${id}`));
  return (
    <div className={css.details}>
      <blockquote className={css.statement}>{one.words}</blockquote>
      <p>
        {one.representative === "" ? say(`askedBy.${one.askedBy}`) : one.representative} ·{" "}
        {say(`requestHow.${one.how}`)} · {fullDay(one.on)}
      </p>
      {restriction && (
        <p>
          {say("rights.restrictionLine", {
            what: restriction.about ? say(`tag.${restriction.about}`) : say("rights.everything"),
            who:
              restriction.toName ||
              (restriction.toKind ? say(`recipientKind.${restriction.toKind}`) : ""),
            purposes: 0 < purposes.length ? list(purposes) : say("rights.anything"),
          })}
        </p>
      )}
      {contact && contactLines(words, contact).map((line) => <p key={line}>{line}</p>)}
      {one.mustBeGranted && <p>{say("rights.mustBeGranted")}</p>}
      <p className="quiet sm">{say("consents.writtenBy", { who: one.signature })}</p>
    </div>
  );
}

interface AnswerProps {
  member: string;
  one: RightView;
  rights: HerRights;
  steps: RightStep[];
  onClose: () => void;
}

function Answer({ member, one, rights, steps, onClose }: AnswerProps) {
  const { say, today, fullDay } = useWords();
  const both = useBoth();
  const { tell, busy, failure } = useTell("rights.answer");
  const errors = useFieldErrors(failure, ["on", "words", "reason"]);
  const [step, setStep] = useState<RightStep | null>(null);
  const [on, setOn] = useState(today());
  const [words, setWords] = useState("");
  const [reason, setReason] = useState("");
  const denies = step === "denied" || step === "granted_in_part";
  const reasons = rights.denials.filter(({ rights: of }) => of.includes(one.kind));
  const chosen = reasons.find(({ code }) => code === reason);
  const save = async () => {
    if (step === null || on === "") return;
    const { record: request, seen } = one;
    const why = denies ? reason : "";
    const body = { member, request, seen, step, on, reason: why, words };
    const told = await tell({ ...body, restriction: null, contact: null });
    if ("ok" in told) onClose();
  };
  return (
    <div className={css.takeBack}>
      <RadioTiles
        label={say("rights.answer")}
        look="row"
        options={steps.map((id) => ({ id, label: say(`rightStep.${id}`) }))}
        value={step}
        onChange={setStep}
      />
      {step === "extended" && one.mayExtendUntil !== null && (
        <p>{say("rights.extendMore", { day: fullDay(one.mayExtendUntil) })}</p>
      )}
      {denies && (
        <Select
          label={say("rights.reason")}
          placeholder={say("rights.reasonChoose")}
          error={errors.of("reason")}
          options={reasons.map(({ code, label }) => ({ id: code, label: both(label) }))}
          value={reason === "" ? null : reason}
          onChange={setReason}
        />
      )}
      {denies && chosen && (
        <p className={css.reads}>
          {both(chosen.object)} <small>{chosen.source}</small>
        </p>
      )}
      {step !== null && (
        <>
          <TextArea
            label={say(step === "disagreed" ? "rights.statement" : "rights.answerWords")}
            rows={2}
            error={errors.of("words")}
            value={words}
            onChange={setWords}
          />
          <DayField
            label={say("rights.toldOn")}
            error={errors.of("on")}
            value={on}
            onChange={setOn}
          />
          <Failed problem={errors.rest} />
          <div>
            <Button kind="go" isDisabled={busy} onPress={() => void save()}>
              {say("consents.save")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

/** A copy is made of what was asked for, by herself, and may be given. */
function isForHer(one: RightView): boolean {
  const copy = one.kind === "see" || one.kind === "copy";
  const open = one.stands === "received" || one.stands === "extended" || one.stands === "granted";
  return copy && open && one.askedBy === "member";
}

export interface RightDialogProps {
  member: Member;
  one: RightView;
  rights: HerRights;
  onClose: () => void;
}

export function RightDialog({ member, one, rights, onClose }: RightDialogProps) {
  const { say } = useWords();
  const steps = mayStep(one, rights);
  return (
    <Dialog title={say(`rightKind.${one.kind}`)} isOpen onClose={onClose} size="lg">
      <Asked one={one} />
      <div className={css.details}>
        {one.steps.map((step) => (
          <Said key={step.record} step={step} />
        ))}
      </div>
      {rights.mayGrant && isForHer(one) && <FullRecord member={member} />}
      {0 < steps.length && (
        <Answer member={member.member} one={one} rights={rights} steps={steps} onClose={onClose} />
      )}
    </Dialog>
  );
}
