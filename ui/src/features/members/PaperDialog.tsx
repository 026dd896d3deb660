// One paper, as large as the window allows; and saying that it was a mistake.
import { useState } from "react";
import type { DocumentView } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Dialog } from "../../kit/Dialog/Dialog";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { useFieldErrors } from "../../app/useFieldErrors";
import { useWords } from "../../words/words";
import css from "./Papers.module.css";

export interface PaperDialogProps {
  member: string;
  paper: DocumentView;
  onClose: () => void;
}

function Withdraw({ member, paper, onClose }: PaperDialogProps) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("documents.withdraw");
  const errors = useFieldErrors(failure, ["withdrawn"]);
  const [reason, setReason] = useState("");
  const withdraw = async () => {
    const { document, seen } = paper;
    const told = await tell({ member, document, seen, reason });
    if ("ok" in told) onClose();
  };
  return (
    <div className={css.withdraw}>
      <TextField
        label={say("papers.whyLabel")}
        hint={say("papers.withdrawHint")}
        error={errors.of("withdrawn")}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <Failed problem={errors.rest} />
      <Button kind="stop" isDisabled={busy} onPress={() => void withdraw()}>
        {say("papers.withdraw")}
      </Button>
    </div>
  );
}

export function PaperDialog({ member, paper, onClose }: PaperDialogProps) {
  const { say } = useWords();
  const [withdrawing, setWithdrawing] = useState(false);
  const pending = paper.picture.is === "pending";
  const { data: picture, failure } = useAsk(
    "documents.picture",
    { member, document: paper.document },
    { when: !pending },
  );
  return (
    <Dialog
      title={paper.title}
      isOpen
      onClose={onClose}
      size="lg"
      actions={
        paper.withdrawn === null &&
        !withdrawing && (
          <Button kind="bare" onPress={() => setWithdrawing(true)}>
            {say("papers.mistake")}
          </Button>
        )
      }
    >
      {pending && <p>{say("papers.pendingMore")}</p>}
      <Failed problem={failure} />
      {picture && (
        <img
          className={css.picture}
          src={`data:${picture.media};base64,${picture.bytes}`}
          alt={paper.title}
        />
      )}
      {withdrawing && <Withdraw member={member} paper={paper} onClose={onClose} />}
    </Dialog>
  );
}
