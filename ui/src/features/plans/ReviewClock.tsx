// How much of the time until the next review is over.
import { TwoAnswers } from "../../app/TwoAnswers";
import type { Plan } from "../../contract/generated";
import { ClockRing } from "../../kit/ClockRing/ClockRing";
import { Status } from "../../kit/Status/Status";
import { daysBetween } from "../../words/dates";
import { useWords } from "../../words/words";
import css from "./ReviewClock.module.css";

export function ReviewClock({ plan }: { plan: Plan }) {
  const { say, day, fullDay, today } = useWords();
  const { reviewBy, reviewDaysLeft: left, agreedOn } = plan;
  if (reviewBy === null || left === null) return null;
  const whole = Math.max(1, daysBetween(agreedOn ?? today(), reviewBy));
  const kind = left < 0 ? "late" : left <= 7 ? "due" : "todo";
  const sentence =
    left < 0
      ? say("plan.reviewLate", { day: fullDay(reviewBy), n: -left })
      : say("plan.reviewBy", { day: day(reviewBy) });
  return (
    <section className={css.box} aria-label={say("plan.review")}>
      <div className={css.ring}>
        <ClockRing
          passed={whole - left}
          whole={whole}
          size="lg"
          middle={String(Math.abs(left))}
          label={left < 0 ? say("plan.daysOver", { n: -left }) : say("plan.daysLeft", { n: left })}
        />
        <span aria-hidden="true">{say("plan.days", { n: Math.abs(left) })}</span>
      </div>
      <div>
        <p className={css.sentence}>
          <Status kind={kind}>{sentence}</Status>{" "}
          <TwoAnswers fields={plan.twoAnswers} of={["agreed", "reviewBy"]} />
        </p>
        {agreedOn && (
          <p className={css.more}>{say("plan.lastAgreed", { day: fullDay(agreedOn) })}</p>
        )}
      </div>
    </section>
  );
}
