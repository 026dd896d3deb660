// One step or task as a line: done or not, what, who, by when.
import type { OwnerView, Press, StepStatus, Whereabouts } from "../../contract/generated";
import { TwoAnswers } from "../../app/TwoAnswers";
import { Link } from "../../kit/Link/Link";
import { Glyph, type GlyphKind } from "../../kit/Status/Glyph";
import { Status, StatusMark } from "../../kit/Status/Status";
import { daysBetween } from "../../words/dates";
import { useWords } from "../../words/words";
import { ownerWords } from "./step";
import css from "./Steps.module.css";

/** What a step and a task have in common. */
export interface Doable {
  what: string;
  owner: OwnerView;
  due: string | null;
  status: StepStatus;
  press: Press | null;
  doneOn?: string | null;
  reason?: string;
  twoAnswers?: string[];
  whereabouts?: Whereabouts;
}

const glyph: Record<StepStatus, GlyphKind> = { to_do: "todo", done: "done", dropped: "declined" };

function When({ step }: { step: Doable }) {
  const { say, day, nearDay, today } = useWords();
  if (step.status !== "to_do") {
    const words = step.doneOn ? day(step.doneOn) : say(`stepStatus.${step.status}`);
    return <span className={css.by}>{words}</span>;
  }
  if (step.due === null) return <span className={css.by} />;
  if (step.press === "late") {
    const n = daysBetween(step.due, today());
    return (
      <Status kind="late" size="sm">
        {say("plan.daysLate", { n })}
      </Status>
    );
  }
  if (step.press === "soon") {
    return (
      <Status kind="due" size="sm">
        {nearDay(step.due)}
      </Status>
    );
  }
  return <span className={css.by}>{day(step.due)}</span>;
}

export interface StepRowProps {
  step: Doable;
  /** Absent for those who may not change the plan. */
  onTick?: (status: StepStatus) => void;
  onOpen?: () => void;
}

export function StepRow({ step, onTick, onOpen }: StepRowProps) {
  const { say } = useWords();
  const { status, what, twoAnswers = [] } = step;
  const mark = <Glyph kind={glyph[status]} />;
  return (
    <li className={css.step} data-status={status}>
      {onTick && status !== "dropped" ? (
        <button
          type="button"
          className={css.tick}
          aria-pressed={status === "done"}
          aria-label={say("plan.tick", { what })}
          onClick={() => onTick(status === "done" ? "to_do" : "done")}
        >
          {mark}
        </button>
      ) : (
        <span className={css.mark}>
          {mark}
          <span className="sr">{say(`stepStatus.${status}`)}</span>
        </span>
      )}
      <span className={css.what}>
        {onOpen ? (
          <Link kind="title" onPress={onOpen}>
            {what}
          </Link>
        ) : (
          <span>{what}</span>
        )}
        {step.reason && <small>{step.reason}</small>}
        {step.whereabouts && step.whereabouts !== "at_clinic" && (
          <StatusMark kind={step.whereabouts === "on_the_way" ? "moving" : "unsent"}>
            {say("stitch.tag")}
          </StatusMark>
        )}
        <TwoAnswers fields={twoAnswers} of={["what", "goal", "owner", "due", "done", "deleted"]} />
      </span>
      <span className={css.by}>{ownerWords(step.owner, say("plan.you"))}</span>
      <When step={step} />
    </li>
  );
}
