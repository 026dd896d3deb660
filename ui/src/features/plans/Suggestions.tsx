// Goals that follow from what is known. She takes one and changes its words, or sets it aside; nothing goes into the plan by
// itself.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useWaiting } from "../../app/useWaiting";
import type { Plan, SuggestionView } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { suggestedGoal } from "./goal";
import { NewGoal } from "./GoalForm";
import { useSourceWords } from "./sources";
import css from "./Suggestions.module.css";

interface CardProps {
  plan: Plan;
  one: SuggestionView;
  aside: boolean;
  mayChange: boolean;
}

function Card({ plan, one, aside, mayChange }: CardProps) {
  const { say, time } = useWords();
  const both = useBoth();
  const source = useSourceWords();
  const waiting = useWaiting(plan.member);
  const { tell, busy, failure } = useTell("suggestions.pass");
  const [taking, setTaking] = useState(false);
  const { member, language } = plan;
  const { suggestion, facts } = one;
  const about = `goal:new:${member}:${suggestion}`;
  const kept = waiting(about);
  const pass = (again: boolean) => void tell({ member, suggestion, facts, words: "", again });
  if (taking) {
    return (
      <li className={css.card}>
        <NewGoal
          plan={plan}
          about={about}
          suggestion={suggestion}
          base={suggestedGoal(language ?? "en", one)}
          onClose={() => setTaking(false)}
        />
      </li>
    );
  }
  return (
    <li className={css.card}>
      <p className={css.goal}>{both(one.goal)}</p>
      <p className={css.sources}>
        <b>{say(`domain.${one.domain}`)}</b>
        {one.sources.map((each) => (
          <span key={`${each.by} ${each.code}`}>{source(each)}</span>
        ))}
      </p>
      {mayChange && (
        <div className={css.acts}>
          {aside ? (
            <Button size="sm" isDisabled={busy} onPress={() => pass(true)}>
              {say("suggest.again")}
            </Button>
          ) : (
            <>
              <Button size="sm" icon={Plus} onPress={() => setTaking(true)}>
                {kept === undefined ? say("suggest.take") : say("form.goOn", { when: time(kept) })}
              </Button>
              <Button kind="bare" size="sm" isDisabled={busy} onPress={() => pass(false)}>
                {say("suggest.pass")}
              </Button>
            </>
          )}
        </div>
      )}
      <Failed problem={failure} />
    </li>
  );
}

export function Suggestions({ plan }: { plan: Plan }) {
  const { say } = useWords();
  const { data } = useAsk("suggestions.list", { member: plan.member });
  const [shown, setShown] = useState(false);
  if (!data || (data.open.length === 0 && data.aside.length === 0)) return null;
  const { open, aside, mayChange } = data;
  return (
    <Section
      title={say("suggest.title")}
      more={
        0 < aside.length && (
          <Button kind="bare" size="sm" pressed={shown} onPress={() => setShown(!shown)}>
            {say("suggest.aside", { n: aside.length })}
          </Button>
        )
      }
    >
      <p className={css.why}>{say(open.length === 0 ? "suggest.none" : "suggest.why")}</p>
      <ul className={css.cards}>
        {open.map((one) => (
          <Card key={one.suggestion} plan={plan} one={one} aside={false} mayChange={mayChange} />
        ))}
        {shown &&
          aside.map((one) => (
            <Card key={one.suggestion} plan={plan} one={one} aside mayChange={mayChange} />
          ))}
      </ul>
    </Section>
  );
}
