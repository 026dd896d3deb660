// One consent as it was signed, and taking it back; or taking back everything that speaks of sharing.
import { useState } from "react";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allWithdrawnHow, type ConsentView, type WithdrawnHow } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { Dialog } from "../../kit/Dialog/Dialog";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import { sayings } from "./consent";
import css from "./Consents.module.css";
import { Signature } from "./SignaturePad";
import { sayingLine, signedLine, within } from "./words";

interface TakeBackProps {
  member: string;
  /** Absent for everything that speaks of sharing. */
  record: string | null;
  onClose: () => void;
}

function TakeBack({ member, record, onClose }: TakeBackProps) {
  const { say, today } = useWords();
  const { tell, busy, failure } = useTell("consents.withdraw");
  const errors = useFieldErrors(failure, ["on", "reason"]);
  const [how, setHow] = useState<WithdrawnHow>("verbal");
  const [on, setOn] = useState(today());
  const [reason, setReason] = useState("");
  const takeBack = async () => {
    if (on === "") return;
    const told = await tell({ member, record, on, how, reason });
    if ("ok" in told) onClose();
  };
  return (
    <div className={css.takeBack}>
      <p>{say("consents.takeBackMore")}</p>
      <RadioTiles
        label={say("consents.takeBackHow")}
        look="row"
        options={allWithdrawnHow.map((id) => ({ id, label: say(`withdrawnHow.${id}`) }))}
        value={how}
        onChange={setHow}
      />
      <DayField
        label={say("consents.takeBackOn")}
        error={errors.of("on")}
        value={on}
        onChange={setOn}
      />
      <TextField
        label={say("consents.takeBackWhy")}
        error={errors.of("reason")}
        value={reason}
        onChange={setReason}
      />
      <Failed problem={errors.rest} />
      <Button kind="stop" size="lg" isDisabled={busy} onPress={() => void takeBack()}>
        {say(record === null ? "consents.takeBackAll" : "consents.takeBack")}
      </Button>
    </div>
  );
}

function AsSigned({ consent }: { consent: ConsentView }) {
  const words = useWords();
  const { say, fullDay } = words;
  const { signing, until, withdrawn } = consent;
  return (
    <div className={css.details}>
      {sayings(consent.provisions).map((saying) => (
        <p key={JSON.stringify(saying)}>{sayingLine(words, saying)}</p>
      ))}
      <p>
        {signedLine(words, consent)}{" "}
        {until !== null && say("consents.untilLine", { day: fullDay(until) })}
      </p>
      {signing.how === "touch" && <Signature strokes={signing.strokes} />}
      {signing.how === "verbal" && signing.witness !== "" && (
        <p>
          {say("consents.witness")}: {signing.witness}
        </p>
      )}
      <p className="quiet sm">{say("consents.writtenBy", { who: consent.signature })}</p>
      {withdrawn && (
        <p>
          {say("consents.takenLine", {
            day: fullDay(withdrawn.on),
            how: within(say(`withdrawnHow.${withdrawn.how}`)),
            who: withdrawn.signature,
          })}{" "}
          {withdrawn.reason}
        </p>
      )}
    </div>
  );
}

export interface ConsentDialogProps {
  member: string;
  /** Absent for everything that speaks of sharing. */
  consent: ConsentView | null;
  mayChange: boolean;
  onClose: () => void;
}

export function ConsentDialog({ member, consent, mayChange, onClose }: ConsentDialogProps) {
  const { say } = useWords();
  const [taking, setTaking] = useState(consent === null);
  const stands = consent !== null && !["withdrawn", "superseded"].includes(consent.stands);
  const title = consent ? say(`consentKind.${consent.kind}`) : say("consents.takeBackAll");
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        stands &&
        mayChange &&
        !taking && (
          <Button kind="stop" onPress={() => setTaking(true)}>
            {say("consents.takeBack")}
          </Button>
        )
      }
    >
      {consent && <AsSigned consent={consent} />}
      {taking && <TakeBack member={member} record={consent?.record ?? null} onClose={onClose} />}
    </Dialog>
  );
}
