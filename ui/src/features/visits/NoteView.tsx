// A signed note: what it says, who signed it when, whether the clinic has it, whether it is still
// exactly what was signed, and every later word.
import { MessageSquarePlus } from "lucide-react";
import { useState } from "react";
import { useWaiting } from "../../app/useWaiting";
import type { AddendumView, NoteView as Note, Visit, Whereabouts } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { addendumAbout, AddendumForm } from "./AddendumForm";
import { shortHash } from "./note";
import css from "./Note.module.css";
import { NoteBody } from "./NoteBody";

interface Proof {
  signedAt: number;
  receivedAt: number | null;
  verified: boolean;
  whereabouts: Whereabouts;
  hash?: string;
}

/** "Received" appears only with a receipt. */
function ProofLines({ signedAt, receivedAt, verified, whereabouts, hash }: Proof) {
  const { say, fullMoment } = useWords();
  return (
    <div className={css.proof}>
      <p>{say("visit.signedAt", { when: fullMoment(signedAt) })}</p>
      <p>
        {receivedAt === null ? (
          <Status kind={whereabouts === "on_the_way" ? "moving" : "unsent"} size="sm">
            {say("visit.notReceived")}
          </Status>
        ) : (
          <Status kind="done" size="sm">
            {say("visit.received", { when: fullMoment(receivedAt) })}
          </Status>
        )}
      </p>
      <p>
        <Status kind={verified ? "done" : "late"} size="sm">
          {verified ? say("visit.verified") : say("visit.notVerified")}
        </Status>
      </p>
      {hash && <p>{say("visit.fingerprint", { hash: shortHash(hash) })}</p>}
    </div>
  );
}

function Addendum({ addendum }: { addendum: AddendumView }) {
  const { say } = useWords();
  return (
    <li className={css.addendum} data-unsent={addendum.receivedAt === null}>
      <h4>{say(`addendumReason.${addendum.reason}`)}</h4>
      <div className={css.words}>{addendum.text}</div>
      <p className={css.signature}>{addendum.signature}</p>
      <ProofLines {...addendum} />
    </li>
  );
}

export interface NoteViewProps {
  visit: Visit;
  note: Note;
  /** Unsigned words that may go into a later word. */
  typed: string;
  isOnly: boolean;
}

export function NoteView({ visit, note, typed, isOnly }: NoteViewProps) {
  const { say, time } = useWords();
  const waiting = useWaiting(visit.member);
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  const kept = waiting(addendumAbout(note.note));
  const goals = visit.goals.filter((goal) => note.goals.includes(goal.goal));
  return (
    <article className={css.sheet} data-error={note.enteredInError}>
      <div className={css.head}>
        <h2>{isOnly ? say("visit.signedNote") : say("visit.noteOf", { name: note.signature })}</h2>
        {note.enteredInError && <Status kind="declined">{say("visit.enteredInError")}</Status>}
      </div>
      <NoteBody {...note} goals={goals} />
      <p className={css.signature}>{note.signature}</p>
      <ProofLines {...note} />
      {0 < note.addenda.length && (
        <>
          <h3>{say("visit.addenda")}</h3>
          <ol className={css.addenda}>
            {note.addenda.map((addendum) => (
              <Addendum key={`${addendum.signedAt} ${addendum.signature}`} addendum={addendum} />
            ))}
          </ol>
        </>
      )}
      {open ? (
        <AddendumForm
          visit={visit}
          note={note.note}
          typed={typed}
          onClose={() => {
            setDone(true);
            setOpen(false);
          }}
        />
      ) : (
        <div>
          <Button icon={MessageSquarePlus} autoFocus={done} onPress={() => setOpen(true)}>
            {kept === undefined ? say("visit.addToNote") : say("form.goOn", { when: time(kept) })}
          </Button>
        </div>
      )}
    </article>
  );
}
