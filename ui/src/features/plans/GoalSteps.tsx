// The steps of one goal, open ones first; one of them may be open as a form.
import { useState } from "react";
import { Removed, type Thing } from "../../app/Remove";
import type { GoalView, Plan, StepStatus, StepView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Failed } from "../../kit/Failed/Failed";
import { emptyStep, formOfStep, newStep, stepChange } from "./step";
import { StepForm, type StepSave } from "./StepForm";
import { StepRow } from "./StepRow";
import css from "./Steps.module.css";

export interface GoalStepsProps {
  plan: Plan;
  goal: GoalView;
  adding: boolean;
  onClose: () => void;
}

export function GoalSteps({ plan, goal, adding, onClose }: GoalStepsProps) {
  const { member, staff, mayChange } = plan;
  const { tell, failure, busy } = useTell("interventions.put");
  const [open, setOpen] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Thing | null>(null);
  const removal = (step: StepView) => ({
    thing: {
      member,
      kind: "step" as const,
      id: step.intervention,
      seen: step.seen,
      what: step.what,
    },
    onRemoved: (thing: Thing) => {
      setRemoved(thing);
      setOpen(null);
    },
  });
  const whose = { member, goal: goal.goal };
  const tick = (step: StepView, status: StepStatus) =>
    void tell({ ...whose, intervention: step.intervention, seen: step.seen, status });
  const change =
    (step: StepView): StepSave =>
    (edit) =>
      tell({ ...whose, intervention: step.intervention, seen: edit.seen, ...stepChange(edit) });
  const add: StepSave = async (edit) => {
    const parts = newStep(edit.form);
    return parts && tell({ ...whose, seen: "", ...parts });
  };
  if (goal.steps.length === 0 && !adding && removed === null) return null;
  return (
    <ul className={css.steps}>
      {removed && (
        <li>
          <Removed thing={removed} onBack={() => setRemoved(null)} />
        </li>
      )}
      {goal.steps.map((step) =>
        open === step.intervention ? (
          <li key={step.intervention}>
            <StepForm
              about={{ about: `step:${step.intervention}`, member }}
              base={formOfStep(step)}
              seen={step.seen}
              staff={staff}
              busy={busy}
              failure={failure}
              onSave={change(step)}
              onClose={() => setOpen(null)}
              removal={removal(step)}
            />
          </li>
        ) : (
          <StepRow
            key={step.intervention}
            step={step}
            {...(mayChange
              ? { onTick: (status) => tick(step, status), onOpen: () => setOpen(step.intervention) }
              : {})}
          />
        ),
      )}
      {adding && (
        <li>
          <StepForm
            about={{ about: `step:new:${goal.goal}`, member }}
            base={emptyStep(staff.find((person) => person.isYou)?.staff ?? null)}
            seen=""
            isNew
            staff={staff}
            busy={busy}
            failure={failure}
            onSave={add}
            onClose={onClose}
          />
        </li>
      )}
      {!adding && open === null && failure && (
        <li>
          <Failed problem={failure} />
        </li>
      )}
    </ul>
  );
}
