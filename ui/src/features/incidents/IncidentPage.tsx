// One incident: who is to be told, the assessment, what the laptop held, and everything that was written down of it.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import type { IncidentView } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { DeviceFacts } from "../devices/DeviceFacts";
import { AssessForm, factors } from "./AssessForm";
import { DueList } from "./DueList";
import { Entries } from "./Entries";
import { assessmentOf, laptopOf, toTell } from "./incident";
import css from "./Incidents.module.css";
import { WordsForm } from "./WordsForm";

export function IncidentPage({ incident }: { incident: IncidentView }) {
  const { say, fullMoment } = useWords();
  const { go } = useNavigation();
  const { late } = toTell(incident.due);
  const laptop = laptopOf(incident);
  const sub = say("incidents.detected", { when: fullMoment(incident.detectedAt) });
  return (
    <>
      <PageHead
        place={say("place.incidents")}
        title={say(`incidents.cause.${incident.cause}`)}
        sub={laptop ? `${laptop.name} · ${laptop.computer}. ${sub}` : sub}
      />
      <div className={css.banner}>
        <Button kind="bare" size="sm" onPress={() => go({ at: "incidents" })}>
          {say("incidents.all")}
        </Button>
      </div>
      {0 < late && (
        <div className={css.banner}>
          <Banner kind="late">{say("incidents.lateSay", { n: late })}</Banner>
        </div>
      )}
      <div className={css.parts}>
        <Section title={say("incidents.toTell")}>
          <p className="quiet">
            {incident.finding === null && `${say("incidents.presumed")} `}
            {say("incidents.whichApply")}
          </p>
          <DueList incident={incident} />
        </Section>
        <Assessed incident={incident} />
        {laptop && (
          <Section title={say("incidents.onIt")}>
            <p className="quiet">{say("incidents.onItWhen")}</p>
            <DeviceFacts device={laptop} />
            <Held incident={incident} />
          </Section>
        )}
        <Written incident={incident} />
      </div>
    </>
  );
}

function Assessed({ incident }: { incident: IncidentView }) {
  const { say } = useWords();
  const [assessing, setAssessing] = useState(false);
  const found = assessmentOf(incident);
  return (
    <Section title={say("incidents.assessment")}>
      {found && (
        <>
          <Banner kind={found.finding === "breach" ? "due" : "quiet"}>
            <b>{say(`incidents.finding.${found.finding}`)}</b>{" "}
            {say("incidents.concerned", { n: found.people })}
          </Banner>
          <dl className={css.facts}>
            {factors.map((factor) => (
              <FactorLine
                key={factor}
                label={say(`incidents.factor.${factor}`)}
                said={found[factor]}
              />
            ))}
            <FactorLine
              label={say("incidents.unreadable")}
              said={`${say(`incidents.unreadable.${found.unreadable}`)}. ${say(`incidents.harbour.${found.unreadable}`)}`}
            />
            <FactorLine label={say("incidents.reasons")} said={found.reasons} />
          </dl>
        </>
      )}
      {assessing ? (
        <AssessForm
          incident={incident.id}
          seen={incident.entries.length}
          people={incident.people}
          onClose={() => setAssessing(false)}
        />
      ) : (
        <>
          {!found && <p className="quiet">{say("incidents.notAssessed")}</p>}
          <div className={css.acts}>
            <Button kind={found ? "plain" : "go"} onPress={() => setAssessing(true)}>
              {say(found ? "incidents.assessAnew" : "incidents.assess")}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}

function FactorLine({ label, said }: { label: string; said: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={css.words}>{said}</dd>
    </>
  );
}

function Held({ incident }: { incident: IncidentView }) {
  const { say } = useWords();
  const names = useNames();
  const [shown, setShown] = useState(false);
  if (incident.names.length === 0) return null;
  return shown ? (
    <>
      <ul className={css.names}>
        {incident.names.map((name) => (
          <li key={name}>{names.name(name)}</li>
        ))}
      </ul>
      {incident.names.length < incident.people && (
        <p className="quiet">{say("incidents.namesMore", { n: incident.names.length })}</p>
      )}
    </>
  ) : (
    <div className={css.acts}>
      <Button size="sm" onPress={() => setShown(true)}>
        {say("incidents.names", { n: incident.names.length })}
      </Button>
    </div>
  );
}

function Written({ incident }: { incident: IncidentView }) {
  const { say } = useWords();
  const [writing, setWriting] = useState<"note" | "detected">();
  const close = () => setWriting(undefined);
  return (
    <Section title={say("incidents.written")}>
      {writing === undefined ? (
        <div className={css.acts}>
          <Button onPress={() => setWriting("note")}>{say("incidents.note")}</Button>
          <Button onPress={() => setWriting("detected")}>{say("incidents.otherTime")}</Button>
        </div>
      ) : (
        <WordsForm
          key={writing}
          incident={incident.id}
          seen={incident.entries.length}
          dated={writing === "detected"}
          label={writing === "note" ? "incidents.noteWords" : "incidents.detectedWords"}
          save={writing === "note" ? "incidents.noteSave" : "incidents.detectedSave"}
          onClose={close}
        />
      )}
      <Entries incident={incident} />
    </Section>
  );
}
