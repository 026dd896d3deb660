// What a note says, before it is signed and after: when, how, where, what for, and the words.
import type { CoreService, GoalView, Modality, Place } from "../../contract/generated";
import { useWords } from "../../words/words";
import { quoted } from "../plans/goal";
import css from "./Note.module.css";

export interface NoteBodyProps {
  narrative: string;
  services: readonly CoreService[];
  /** Those that are known here; a goal that is over is not shown again. */
  goals: readonly GoalView[];
  modality: Modality;
  place: Place;
  startedAt: number;
  /** Null: at signing. */
  endedAt: number | null;
}

export function NoteBody({ narrative, services, goals, ...met }: NoteBodyProps) {
  const { say, time, fullMoment } = useWords();
  const until = met.endedAt === null ? say("visit.untilSigned") : time(met.endedAt);
  const how =
    met.modality === "in_person"
      ? say("visit.howWhere", {
          how: say("modality.in_person"),
          where: say(`meetingPlace.${met.place}`),
        })
      : say(`modality.${met.modality}`);
  return (
    <>
      <dl className={css.facts}>
        <div>
          <dt>{say("visit.when")}</dt>
          <dd>{say("visit.fromTo", { from: fullMoment(met.startedAt), to: until })}</dd>
        </div>
        <div>
          <dt>{say("visit.how")}</dt>
          <dd>{how}</dd>
        </div>
        <div>
          <dt>{say("visit.services")}</dt>
          <dd>
            {services.length === 0
              ? say("visit.noneYet")
              : services.map((service) => say(`coreService.${service}`)).join(" · ")}
          </dd>
        </div>
        {0 < goals.length && (
          <div>
            <dt>{say("visit.goalsWorkedOn")}</dt>
            <dd>
              {goals.map((goal) => (
                <p key={goal.goal} lang={goal.statement.language}>
                  {quoted(goal.statement.text)}
                </p>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <div className={css.words}>{narrative || say("visit.noneYet")}</div>
    </>
  );
}
