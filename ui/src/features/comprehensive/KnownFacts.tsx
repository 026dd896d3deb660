// What is known already of an area, each with its day and where it comes from; one press takes it over.
import { Asked } from "../../app/TwoAnswers";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import type { AreaView } from "../../contract/generated";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "./Comprehensive.module.css";
import { isTaken, toggleFact, type AreaForm } from "./comprehensive";
import { factWords } from "./facts";

export interface KnownFactsProps {
  area: AreaView;
  said: AreaForm;
  onSay: (part: Partial<AreaForm>) => void;
}

export function KnownFacts({ area, said, onSay }: KnownFactsProps) {
  const words = useWords();
  const both = useBoth();
  if (area.known.length === 0) return null;
  return (
    <section className={css.known} aria-label={words.say("known.title")}>
      <h3>{words.say("known.title")}</h3>
      <ul>
        {area.known.map((known) => {
          const { what, says, from } = factWords(words, known, known.label && both(known.label));
          return (
            <li key={`${known.fact.what} ${known.fact.of} ${known.fact.says}`}>
              <Checkbox
                isSelected={isTaken(said, known.fact)}
                onChange={() => onSay({ facts: toggleFact(said, known.fact) })}
                end={from}
              >
                {what} <b>{says}</b> <Asked is={known.twoAnswers} />
              </Checkbox>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
