// The line under a slip: area, how it stands, what is in the way, what she brings.
import { TwoAnswers } from "../../app/TwoAnswers";
import type { GoalStatus, GoalView } from "../../contract/generated";
import { Status } from "../../kit/Status/Status";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { Stitch } from "../../kit/Stitch/Stitch";
import { useWords } from "../../words/words";
import css from "./Goals.module.css";
import { useSourceWords } from "./sources";

const glyph: Record<GoalStatus, GlyphKind> = {
  not_started: "todo",
  moving: "now",
  stuck: "due",
  reached: "done",
  let_go: "declined",
};

export function GoalStatusMark({ goal }: { goal: GoalView }) {
  const { say } = useWords();
  const word = say(`goalStatus.${goal.status}`);
  // Moving is how it should be: the ring-dot in ink. Only what is stuck asks for somebody.
  return (
    <span className={css.status} data-goal-status={goal.status}>
      <Status kind={glyph[goal.status]} size="sm">
        {goal.statusReason ? say("plan.statusWhy", { word, why: goal.statusReason }) : word}
      </Status>
    </span>
  );
}

export function GoalMeta({ goal }: { goal: GoalView }) {
  const { say } = useWords();
  const source = useSourceWords();
  const { twoAnswers } = goal;
  return (
    <div className={css.meta}>
      <b>{say(`domain.${goal.domain}`)}</b>
      <GoalStatusMark goal={goal} />
      <TwoAnswers fields={twoAnswers} of={["statement", "domain", "progress", "deleted"]} />
      {goal.barrier && <span>{say("plan.inTheWay", { what: goal.barrier })}</span>}
      <TwoAnswers fields={twoAnswers} of={["barrier"]} />
      {goal.strength && <span>{say("plan.sheBrings", { what: goal.strength })}</span>}
      <TwoAnswers fields={twoAnswers} of={["strength"]} />
      {twoAnswers.includes("rank") && (
        <span>
          {say("plan.itsPlace")} <TwoAnswers fields={twoAnswers} of={["rank"]} />
        </span>
      )}
      {goal.from && <span>{say("suggest.from", { what: source(goal.from) })}</span>}
      {goal.whereabouts !== "at_clinic" && <Stitch />}
    </div>
  );
}
