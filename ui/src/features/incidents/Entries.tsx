// What was written down of an incident, newest first. Nothing of it is ever changed.
import type { IncidentEntryView, IncidentView } from "../../contract/generated";
import { useWords } from "../../words/words";
import css from "./Incidents.module.css";

export function Entries({ incident }: { incident: IncidentView }) {
  const { say, fullMoment } = useWords();
  return (
    <ol className={css.list} reversed>
      {incident.entries.toReversed().map((entry) => (
        <li key={entry.seq} className={css.row}>
          <p className="quiet sm">
            {fullMoment(entry.at)} · {entry.who === "" ? say("incidents.byItself") : entry.who}
          </p>
          <Said entry={entry} incident={incident} />
        </li>
      ))}
    </ol>
  );
}

function Said({ entry: { what }, incident }: { entry: IncidentEntryView; incident: IncidentView }) {
  const { say, fullDay, moment, locale } = useWords();
  const whoOf = (code: string) => {
    const due = incident.due.find(({ to }) => to === code);
    return (locale === "es-US" ? due?.labelEs : due?.label) ?? code;
  };
  const words = (text: string) => text !== "" && <p className={css.words}>{text}</p>;
  switch (what.is) {
    case "opened":
      return (
        <>
          <p>
            <b>{say("incidents.entry.opened")}</b>
          </p>
          {words(what.words)}
        </>
      );
    case "device":
      return (
        <p>
          <b>{say(`incidents.entry.${what.said === "wipe_even_unsent" ? "wipe" : what.said}`)}</b>
        </p>
      );
    case "wiped":
      return (
        <p>
          <b>{say("incidents.entry.wiped", { n: what.device.order?.unsent ?? 0 })}</b>
        </p>
      );
    case "again":
      return <p>{say("incidents.entry.again")}</p>;
    case "note":
      return words(what.words);
    case "detected":
      return (
        <>
          <p>
            <b>{say("incidents.entry.detected", { when: moment(what.at) })}</b>
          </p>
          {words(what.words)}
        </>
      );
    case "assessed":
      return (
        <>
          <p>
            <b>{say("incidents.entry.assessed")}</b> {say(`incidents.finding.${what.finding}`)}
          </p>
          {words(what.reasons)}
        </>
      );
    case "sent":
      return (
        <>
          <p>
            <b>{say("incidents.entry.sent", { who: whoOf(what.to), when: fullDay(what.on) })}</b>
          </p>
          {words(what.how)}
        </>
      );
    case "not_sent":
      return (
        <>
          <p>
            <b>{say("incidents.entry.not_sent", { who: whoOf(what.to) })}</b>
          </p>
          {words(what.words)}
        </>
      );
  }
}
