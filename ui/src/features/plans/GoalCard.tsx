// One goal: her words on the slip, how it stands, what is in the way, and its steps.
import { ArrowDown, ArrowUp, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import type { Thing } from "../../app/Remove";
import { useWaiting } from "../../app/useWaiting";
import type { GoalView, Plan } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Slip } from "../../kit/Slip/Slip";
import { useWords } from "../../words/words";
import { formOfGoal, quoted } from "./goal";
import { ChangeGoal } from "./GoalForm";
import { GoalMeta } from "./GoalMeta";
import css from "./Goals.module.css";
import { GoalSteps } from "./GoalSteps";

export interface GoalCardProps {
  plan: Plan;
  goal: GoalView;
  onRemoved: (thing: Thing) => void;
  /** Its place in her order; a goal that is over has none. */
  number?: number;
  onMove?: { up: (() => void) | undefined; down: (() => void) | undefined };
}

/** Her words, and beneath them what they mean, where that is another language than the screen's. */
export function GoalSlip({ goal }: { goal: GoalView }) {
  const { locale } = useWords();
  const { text, language, translation } = goal.statement;
  const foreign = language.slice(0, 2) !== locale.slice(0, 2);
  return (
    <Slip lang={language} translation={foreign && translation ? translation : undefined}>
      {quoted(text)}
    </Slip>
  );
}

export function GoalCard({ plan, goal, number, onMove, onRemoved }: GoalCardProps) {
  const { say, time } = useWords();
  const waiting = useWaiting(plan.member);
  const [open, setOpen] = useState<"goal" | "step" | null>(null);
  const [closed, setClosed] = useState<"goal" | "step" | null>(null);
  const close = () => {
    setClosed(open);
    setOpen(null);
  };
  const about = `goal:${goal.goal}`;
  const kept = waiting(about);
  const keptStep = waiting(`step:new:${goal.goal}`);

  return (
    <article className={css.goal} data-goal={goal.goal}>
      <span className={css.number}>{number}</span>
      <div>
        {open === "goal" ? (
          <ChangeGoal
            plan={plan}
            goal={goal}
            about={about}
            base={formOfGoal(goal)}
            onClose={close}
            onRemoved={onRemoved}
          />
        ) : (
          <>
            <GoalSlip goal={goal} />
            <GoalMeta goal={goal} />
          </>
        )}
        <GoalSteps plan={plan} goal={goal} adding={open === "step"} onClose={close} />
        {plan.mayChange && (
          <div className={css.actions}>
            {open !== "step" && (
              <Button
                kind="bare"
                size="sm"
                icon={Plus}
                autoFocus={closed === "step"}
                onPress={() => setOpen("step")}
              >
                {keptStep === undefined
                  ? say("plan.addStep")
                  : say("form.goOn", { when: time(keptStep) })}
              </Button>
            )}
            {open !== "goal" && (
              <Button
                kind="bare"
                size="sm"
                icon={Pencil}
                autoFocus={closed === "goal"}
                onPress={() => setOpen("goal")}
              >
                {kept === undefined ? say("plan.change") : say("form.goOn", { when: time(kept) })}
              </Button>
            )}
            {onMove && (
              <span className={css.move} data-move>
                <Button
                  kind="bare"
                  size="sm"
                  icon={ArrowUp}
                  isDisabled={!onMove.up}
                  {...(onMove.up ? { onPress: onMove.up } : {})}
                >
                  {say("plan.up")}
                </Button>
                <Button
                  kind="bare"
                  size="sm"
                  icon={ArrowDown}
                  isDisabled={!onMove.down}
                  {...(onMove.down ? { onPress: onMove.down } : {})}
                >
                  {say("plan.down")}
                </Button>
              </span>
            )}
          </div>
        )}
      </div>
    </article>
  );
}
