// What needs her before the first door: notes that wait, questions with two answers, work that was set aside.
import { useNavigation, type Screen } from "../../app/navigation";
import type { DraftWaiting, SafetyAlertView, Today } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import css from "./Side.module.css";

/** How many things need her first: each draft, and each kind of question that waits. */
export function needsFirst({ alerts, drafts, twoAnswers, setAside }: Today): number {
  return alerts.length + drafts.length + (0 < twoAnswers ? 1 : 0) + (0 < setAside ? 1 : 0);
}

/** Where a half-written draft is gone on with. */
export function placeOfDraft({ about, visit, member }: DraftWaiting): Screen | null {
  const incident = /^incident:([^:]+):/.exec(about)?.[1];
  if (incident !== undefined) {
    return incident === "new" ? { at: "incidents" } : { at: "incidents", incident };
  }
  if (member === null) return null;
  if (visit !== null) return { at: "visit", member, visit };
  const [kind, of, instrument, corrects] = about.split(":");
  if (kind !== "assessment" || of === undefined || instrument === undefined) {
    return { at: "plan", member };
  }
  return { at: "assessment", member: of, instrument, corrects: corrects ?? null };
}

/** An answer that spoke of danger, until the supervisor has looked after it. */
function Alert({ alert }: { alert: SafetyAlertView }) {
  const { say, moment } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const { tell, busy, failure } = useTell("tasks.put");
  const { member, task, seen } = alert;
  const when = moment(alert.at);
  const by = alert.by.isYou ? say("plan.you") : alert.by.name;
  return (
    <li className={css.alert}>
      <Glyph kind="safety" />
      <b>{say("today.alert", { name: name(alert.name), short: alert.short })}</b>
      <p>
        {say("today.alertMore", { by, when, act: say(`safetyAct.${alert.act}`) })} {alert.words}
      </p>
      <div className={css.alertActs}>
        <Button size="sm" onPress={() => go({ at: "member", member, tab: "assessments" })}>
          {say("today.alertOpen")}
        </Button>
        <Button
          kind="bare"
          size="sm"
          isDisabled={busy}
          onPress={() => void tell({ member, task, seen, status: "done" })}
        >
          {say("today.alertDone")}
        </Button>
      </div>
      <Failed problem={failure} />
    </li>
  );
}

export function First({ today }: { today: Today }) {
  const { say, moment } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  if (needsFirst(today) === 0) return null;
  return (
    <Section title={say("today.firstTitle")}>
      <ul className={css.first}>
        {today.alerts.map((alert) => (
          <Alert key={alert.task} alert={alert} />
        ))}
        {0 < today.twoAnswers && (
          <li className={css.due}>
            <Glyph kind="two" />
            <b>{say("today.twoAnswers", { n: today.twoAnswers })}</b>
            <p>{say("today.twoAnswersMore")}</p>
            <Button kind="bare" size="sm" onPress={() => go({ at: "sync" })}>
              {say("today.settle")}
            </Button>
          </li>
        )}
        {0 < today.setAside && (
          <li className={css.due}>
            <Glyph kind="due" />
            <b>{say("today.setAside", { n: today.setAside })}</b>
            <p>{say("today.setAsideMore")}</p>
            <Button kind="bare" size="sm" onPress={() => go({ at: "sync" })}>
              {say("today.setAsideLook")}
            </Button>
          </li>
        )}
        {today.drafts.map((draft) => {
          const place = placeOfDraft(draft);
          return (
            <li key={draft.about} className={css.due}>
              <Glyph kind="due" />
              <b>
                {draft.name === ""
                  ? say("today.draft")
                  : say("today.draftAbout", { name: name(draft.name) })}
              </b>
              <p>{say("today.draftKept", { when: moment(draft.keptAt) })}</p>
              {place !== null && (
                <Button kind="bare" size="sm" onPress={() => go(place)}>
                  {say("today.goOnWriting")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
