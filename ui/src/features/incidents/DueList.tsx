// Who is to be told by when, and whether that was done.
import { useState } from "react";
import type { IncidentDue, IncidentView } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { glyphOf } from "./incident";
import css from "./Incidents.module.css";
import { SentForm } from "./SentForm";

export function DueList({ incident }: { incident: IncidentView }) {
  const { say, moment, fullDay, locale } = useWords();
  const [telling, setTelling] = useState<string>();
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
          {telling === due.to ? (
            <SentForm
              incident={incident.id}
              seen={incident.entries.length}
              to={due.to}
              onClose={() => setTelling(undefined)}
            />
          ) : (
            <div className={css.acts}>
              <Button
                size="sm"
                kind={due.stands === "due" || due.stands === "late" ? "plain" : "bare"}
                onPress={() => setTelling(due.to)}
              >
                {say("incidents.told")}
                <span className="sr"> {name(due)}</span>
              </Button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
