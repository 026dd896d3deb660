// Who is to be told by when, and whether that was done.
import { useState } from "react";
import type { IncidentDue, IncidentView } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { glyphOf } from "./incident";
import css from "./Incidents.module.css";
import { SentForm } from "./SentForm";
import { WordsForm } from "./WordsForm";

export function DueList({ incident }: { incident: IncidentView }) {
  const { say, moment, fullDay, locale } = useWords();
  const name = (due: IncidentDue) => (locale === "es-US" ? due.labelEs : due.label);
  const stands = (due: IncidentDue) =>
    due.sentOn === null
      ? say(`incidents.stands.${due.stands}`)
      : say(`incidents.stands.${due.stands}`, { when: fullDay(due.sentOn) });
  return (
    <ul className={css.list}>
      {incident.due.map((due) => (
        <li key={due.to} className={css.row}>
          <div className={css.head}>
            <b>{name(due)}</b>
            <Status kind={glyphOf(due)}>{stands(due)}</Status>
          </div>
          <p>
            {due.dueOn === null
              ? due.dueAt !== null && say("incidents.byMoment", { when: moment(due.dueAt) })
              : say("incidents.byDay", { when: fullDay(due.dueOn) })}{" "}
            <span className="quiet sm">{due.source}</span>
          </p>
          <Telling incident={incident} due={due} name={name(due)} />
        </li>
      ))}
    </ul>
  );
}

interface TellingProps {
  incident: IncidentView;
  due: IncidentDue;
  name: string;
}

/** To write down that they were told; or, where that stands there and is not so, that they were not. */
function Telling({ incident: { id, entries }, due, name }: TellingProps) {
  const { say } = useWords();
  const [writing, setWriting] = useState<"told" | "notTold">();
  const close = () => setWriting(undefined);
  const isTold = due.sentOn !== null;
  if (writing === "told") {
    return <SentForm incident={id} seen={entries.length} to={due.to} onClose={close} />;
  }
  if (writing === "notTold") {
    return (
      <WordsForm
        incident={id}
        seen={entries.length}
        notTold={due.to}
        label="incidents.notToldHow"
        save="incidents.notToldSave"
        onClose={close}
      />
    );
  }
  return (
    <div className={css.acts}>
      <Button
        size="sm"
        kind={due.stands === "due" || due.stands === "late" ? "plain" : "bare"}
        onPress={() => setWriting("told")}
      >
        {say(isTold ? "incidents.toldMore" : "incidents.told")}
        <span className="sr"> {name}</span>
      </Button>
      {isTold && (
        <Button size="sm" kind="bare" onPress={() => setWriting("notTold")}>
          {say("incidents.notTold")}
          <span className="sr"> {name}</span>
        </Button>
      )}
    </div>
  );
}
