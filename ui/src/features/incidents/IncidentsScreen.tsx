// The register of incidents, for a supervisor and a privacy officer. The clinic is asked each time, and keeps that it was.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import type { IncidentView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { laptopOf, toTell } from "./incident";
import { IncidentPage } from "./IncidentPage";
import css from "./Incidents.module.css";
import { WordsForm } from "./WordsForm";

export function IncidentsScreen({ incident }: { incident: string | null }) {
  const { say } = useWords();
  const { data, failure } = useAsk("incidents.list", {});
  const [opening, setOpening] = useState(false);
  const one = data?.incidents.find(({ id }) => id === incident);
  if (one) return <IncidentPage key={one.id} incident={one} />;
  return (
    <>
      <PageHead
        place={say("place.incidents")}
        title={say("place.incidents")}
        sub={say("incidents.sub")}
      />
      <Failed problem={failure} />
      {data &&
        (opening ? (
          <WordsForm
            incident={null}
            seen={data.total}
            dated
            label="incidents.openWords"
            save="incidents.openSave"
            onClose={() => setOpening(false)}
          />
        ) : (
          <div className={css.banner}>
            <Button onPress={() => setOpening(true)}>{say("incidents.open")}</Button>
          </div>
        ))}
      {data?.incidents.length === 0 && !opening && (
        <Empty title={say("incidents.none")}>{say("incidents.noneMore")}</Empty>
      )}
      {data && 0 < data.incidents.length && (
        <ul className={css.list} aria-label={say("place.incidents")}>
          {data.incidents.map((known) => (
            <Line key={known.id} incident={known} />
          ))}
        </ul>
      )}
      {data && data.incidents.length < data.total && (
        <p className="quiet">{say("incidents.more", { n: data.incidents.length })}</p>
      )}
    </>
  );
}

function Line({ incident }: { incident: IncidentView }) {
  const { say, moment } = useWords();
  const { go } = useNavigation();
  const { open, late } = toTell(incident.due);
  const laptop = laptopOf(incident);
  const title = say(`incidents.cause.${incident.cause}`);
  return (
    <li className={css.row}>
      <div className={css.head}>
        <h2>{laptop ? `${title}: ${laptop.name} · ${laptop.computer}` : title}</h2>
        {0 < late ? (
          <Status kind="late">{say("incidents.lateShort", { n: late })}</Status>
        ) : (
          <Status kind={0 < open ? "due" : "done"}>
            {0 < open ? say("incidents.openShort", { n: open }) : say("incidents.allTold")}
          </Status>
        )}
      </div>
      <p>
        {say("incidents.detected", { when: moment(incident.detectedAt) })}{" "}
        {say("incidents.concerned", { n: incident.people })}{" "}
        {incident.finding === null
          ? say("incidents.notAssessed")
          : say(`incidents.finding.${incident.finding}`)}
      </p>
      <div className={css.acts}>
        <Button size="sm" onPress={() => go({ at: "incidents", incident: incident.id })}>
          {say("incidents.look")}
          <span className="sr"> {laptop ? `${title}: ${laptop.name}` : title}</span>
        </Button>
      </div>
    </li>
  );
}
