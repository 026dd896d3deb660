// Her goals, in her order: tick what was talked about, and the note begins a sentence of it.
import { useTell } from "../../contract/query";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { Failed } from "../../kit/Failed/Failed";
import { useWords } from "../../words/words";
import { GoalSlip } from "../plans/GoalCard";
import { StepRow } from "../plans/StepRow";
import stepsCss from "../plans/Steps.module.css";
import { tickGoal, untickGoal } from "./note";
import type { PartProps } from "./Talk";
import css from "./VisitDesk.module.css";

export function GoalsPart({ visit, draft, openings }: PartProps) {
  const { say } = useWords();
  const { tell, failure } = useTell("interventions.put");
  const note = draft.value;
  return (
    <>
      <p className="quiet">
        {openings.length === 0 ? say("visit.noGoals") : say("visit.goalsHint")}
      </p>
      {openings.map(({ goal, text, all }, index) => (
        <div key={goal.goal} className={css.goal}>
          <span className={css.number}>{index + 1}</span>
          <div>
            <GoalSlip goal={goal} />
            <div className={css.tick}>
              <Checkbox
                isSelected={note.goals.includes(goal.goal)}
                onChange={(ticked) =>
                  draft.set(
                    ticked ? tickGoal(note, goal.goal, text) : untickGoal(note, goal.goal, all),
                  )
                }
              >
                {say("visit.workedOn")}
              </Checkbox>
            </div>
            <ul className={stepsCss.steps}>
              {goal.steps
                .filter((step) => step.status !== "dropped")
                .map((step) => (
                  <StepRow
                    key={step.intervention}
                    step={step}
                    onTick={(status) =>
                      void tell({
                        member: visit.member,
                        goal: goal.goal,
                        intervention: step.intervention,
                        seen: step.seen,
                        status,
                      })
                    }
                  />
                ))}
            </ul>
          </div>
        </div>
      ))}
      <Failed problem={failure} />
    </>
  );
}
