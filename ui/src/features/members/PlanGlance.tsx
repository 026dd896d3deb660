// Her goals at a glance; the plan itself is a screen of its own.
import { ArrowRight } from "lucide-react";
import { useNavigation } from "../../app/navigation";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { isOpen } from "../plans/goal";
import { GoalSlip } from "../plans/GoalCard";
import { GoalMeta } from "../plans/GoalMeta";
import { ReviewClock } from "../plans/ReviewClock";
import css from "./MemberScreen.module.css";

export function PlanGlance({ member }: { member: string }) {
  const { say } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const { data: plan } = useAsk("plans.show", { member });
  if (!plan) return null;
  const goals = plan.goals.filter(isOpen);
  return (
    <div className={css.cols}>
      <Section title={say("plan.goals", { name: name(plan.firstName) })}>
        {goals.length === 0 && <Empty title={say("plan.noGoals")}>{say("plan.noGoalsMore")}</Empty>}
        {goals.map((goal) => (
          <div key={goal.goal}>
            <GoalSlip goal={goal} />
            <GoalMeta goal={goal} />
          </div>
        ))}
        <div className={css.actions}>
          <Button iconEnd={ArrowRight} onPress={() => go({ at: "plan", member })}>
            {say("member.openPlan")}
          </Button>
        </div>
      </Section>
      <ReviewClock plan={plan} />
    </div>
  );
}
