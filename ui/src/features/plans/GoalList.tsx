// Her goals in her order. Moving one is two buttons; the focus stays on the one that was pressed.
import { Plus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Removed, type Thing } from "../../app/Remove";
import { useWaiting } from "../../app/useWaiting";
import type { GoalView, Plan } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { afterMove, emptyGoal, isOpen } from "./goal";
import { GoalCard } from "./GoalCard";
import { NewGoal } from "./GoalForm";
import css from "./Goals.module.css";

/** A move that was asked for, until the list shows it. */
interface Move {
  goal: string;
  by: "up" | "down";
}

export function GoalList({ plan }: { plan: Plan }) {
  const { say, time } = useWords();
  const { name } = useNames();
  const waiting = useWaiting(plan.member);
  const { tell, failure } = useTell("goals.move");
  const [adding, setAdding] = useState(false);
  const [said, setSaid] = useState("");
  const [removed, setRemoved] = useState<Thing | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const moved = useRef<Move | null>(null);
  const open = plan.goals.filter(isOpen);
  const closed = plan.goals.filter((goal) => !isOpen(goal));
  const order = open.map((goal) => goal.goal).join(" ");

  useEffect(() => {
    const move = moved.current;
    moved.current = null;
    if (!move) return;
    const card = list.current?.querySelector(`[data-goal="${move.goal}"]`);
    const buttons = card?.querySelectorAll<HTMLElement>("[data-move] button:not(:disabled)");
    const wanted = move.by === "up" ? buttons?.[0] : buttons?.[buttons.length - 1];
    wanted?.focus();
    card?.scrollIntoView({ block: "nearest" });
  }, [order]);

  const move = async (goal: GoalView, by: Move["by"]) => {
    const after = afterMove(plan.goals, goal.goal, by);
    if (after === undefined) return;
    moved.current = { goal: goal.goal, by };
    const told = await tell({ member: plan.member, goal: goal.goal, after, seen: goal.seen });
    if ("failure" in told) moved.current = null;
    else {
      const place = open.indexOf(goal) + (by === "up" ? 0 : 2);
      setSaid(say("plan.moved", { n: place, of: open.length }));
    }
  };

  const about = `goal:new:${plan.member}`;
  const kept = waiting(about);
  return (
    <section aria-label={say("plan.goals", { name: name(plan.firstName) })}>
      <Removed thing={removed} onBack={() => setRemoved(null)} />
      <div ref={list} className={css.goals}>
        {open.map((goal, index) => (
          <GoalCard
            key={goal.goal}
            plan={plan}
            goal={goal}
            number={index + 1}
            onRemoved={setRemoved}
            onMove={{
              up: index === 0 ? undefined : () => void move(goal, "up"),
              down: index === open.length - 1 ? undefined : () => void move(goal, "down"),
            }}
          />
        ))}
      </div>
      <output className="sr">{said}</output>
      <Failed problem={failure} />
      {plan.goals.length === 0 && !adding && (
        <Empty title={say("plan.noGoals", { name: name(plan.firstName) })}>
          {say("plan.noGoalsMore")}
        </Empty>
      )}
      {adding ? (
        <NewGoal
          plan={plan}
          about={about}
          base={emptyGoal(plan.language ?? "en")}
          onClose={() => setAdding(false)}
        />
      ) : (
        plan.mayChange && (
          <Button icon={Plus} onPress={() => setAdding(true)}>
            {kept === undefined ? say("plan.addGoal") : say("form.goOn", { when: time(kept) })}
          </Button>
        )
      )}
      {0 < closed.length && (
        <div className={css.closed}>
          <h2>{say("plan.closedGoals")}</h2>
          {closed.map((goal) => (
            <GoalCard key={goal.goal} plan={plan} goal={goal} onRemoved={setRemoved} />
          ))}
        </div>
      )}
    </section>
  );
}
