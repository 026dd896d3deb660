// The care plan: her goals in her words and order, what is done about them, and what was asked.
import { useState } from "react";
import { Missing } from "../../app/Missing";
import { useNavigation } from "../../app/navigation";
import type { Plan } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { PageHead } from "../../kit/PageHead/PageHead";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { AgreeDialog } from "./AgreeDialog";
import { GoalList } from "./GoalList";
import css from "./PlanScreen.module.css";
import { ReviewClock } from "./ReviewClock";
import { Suggestions } from "./Suggestions";
import { TaskSection } from "./TaskSection";
import { WheelSection } from "./WheelSection";

function Agreed({ plan }: { plan: Plan }) {
  const { say, fullDay, locale } = useWords();
  const { name } = useNames();
  const who = name(plan.firstName);
  if (plan.agreedOn === null) return <p>{say("plan.notAgreed", { name: who })}</p>;
  const language = languageName(locale, plan.agreedLanguage ?? "und");
  const by = plan.agreedWith;
  return (
    <p>
      {say("plan.agreed", { name: who, day: fullDay(plan.agreedOn), language })}{" "}
      {by && (by.isYou ? say("plan.agreedYou") : say("plan.agreedBy", { by: by.name }))}
    </p>
  );
}

export function PlanScreen({ member }: { member: string }) {
  const { say } = useWords();
  const { name } = useNames();
  const { back, canGoBack, go } = useNavigation();
  const { data: plan, failure } = useAsk("plans.show", { member });
  const [agreeing, setAgreeing] = useState(false);
  if (!plan) return <Missing place={say("plan.title")} problem={failure} />;

  const agree = plan.mayChange && 0 < plan.goals.length && (
    <Button kind={plan.agreedOn === null ? "go" : "plain"} onPress={() => setAgreeing(true)}>
      {plan.agreedOn === null ? say("plan.agree") : say("plan.agreeAgain")}
    </Button>
  );
  return (
    <>
      <PageHead
        place={say("plan.title")}
        title={say("plan.title")}
        sub={<Agreed plan={plan} />}
        actions={agree}
        onBack={canGoBack ? back : () => go({ at: "member", member })}
        backLabel={name(plan.name)}
      />
      <div className={css.cols}>
        <div className={css.main}>
          <GoalList plan={plan} />
          <Suggestions plan={plan} />
          <TaskSection plan={plan} />
        </div>
        <div className={css.side}>
          <div className={css.clock}>
            <ReviewClock plan={plan} />
          </div>
          <WheelSection plan={plan} />
        </div>
      </div>
      {agreeing && <AgreeDialog plan={plan} onClose={() => setAgreeing(false)} />}
    </>
  );
}
