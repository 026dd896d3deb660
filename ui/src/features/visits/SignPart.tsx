// Read through what will be signed, word for word; then sign it.
import { PenLine } from "lucide-react";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Name } from "../../kit/Name/Name";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { NoteBody } from "./NoteBody";
import { openPoints, type OpenPoint } from "./note";
import type { Part } from "./parts";
import type { PartProps } from "./Talk";
import css from "./VisitDesk.module.css";
import noteCss from "./Note.module.css";

const where: Record<OpenPoint, Part> = { text: "goals", service: "note", ended: "note" };

export function SignPart({
  visit,
  startedAt,
  draft,
  openings,
  onOpen,
}: PartProps & { onOpen: (part: Part) => void }) {
  const { say, now } = useWords();
  const { data: session } = useAsk("session.show", {});
  const { tell, busy, failure } = useTell("visits.sign");
  const note = draft.value;
  const open = openPoints(note, startedAt, now());
  const sign = async () => {
    await draft.flush();
    const told = await tell({ visit: visit.visit, draft: note });
    if ("ok" in told) await draft.drop();
  };
  const { appointment } = visit;
  return (
    <>
      <p className="quiet">{say("visit.readThrough")}</p>
      <article className={noteCss.sheet} aria-label={say("visit.willBeSigned")}>
        <h3>
          <Name>{visit.name}</Name>
        </h3>
        <NoteBody
          narrative={note.narrative}
          services={note.services}
          goals={openings
            .filter(({ goal }) => note.goals.includes(goal.goal))
            .map(({ goal }) => goal)}
          modality={note.modality ?? appointment.modality}
          place={note.place ?? appointment.place}
          startedAt={startedAt}
          endedAt={note.endedAt ?? null}
        />
        {session?.name && (
          <p className={noteCss.signature}>{say("visit.signedAs", { name: session.name })}</p>
        )}
      </article>
      {0 < open.length && (
        <ul className={noteCss.open}>
          {open.map((point) => (
            <li key={point}>
              <Status kind="due">{say(`visit.open.${point}`)}</Status>
              <Button kind="bare" size="sm" onPress={() => onOpen(where[point])}>
                {say(`visit.part.${where[point]}`)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Failed problem={failure} />
      <div className={css.nav}>
        <p>{visit.maySign ? say("visit.afterSigning") : say("visit.mayNotSign")}</p>
        <Button
          kind="go"
          size="lg"
          icon={PenLine}
          isDisabled={busy || !visit.maySign || 0 < open.length}
          onPress={() => void sign()}
        >
          {say("visit.sign")}
        </Button>
      </div>
    </>
  );
}
