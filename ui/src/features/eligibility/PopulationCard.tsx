// One population of focus: how she stands to it, why, and what to ask where nobody can say yet.
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import type { Eligibility, FactView, PopulationView } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Glyph, type GlyphKind } from "../../kit/Status/Glyph";
import { StatusMark } from "../../kit/Status/Status";
import { isWord, useWords } from "../../words/words";
import { population } from "../members/populations";
import css from "./Eligibility.module.css";
import { FactForm } from "./FactForm";
import { factWord, isAsked, question } from "./facts";
import { WhyList } from "./WhyList";

const looks: Record<
  PopulationView["outcome"],
  { glyph: GlyphKind; word: "met" | "notMet" | "unknown" }
> = {
  met: { glyph: "done", word: "met" },
  not_met: { glyph: "noNeed", word: "notMet" },
  unknown: { glyph: "unknown", word: "unknown" },
};

function Question({
  member,
  code,
  fact,
}: {
  member: string;
  code: string;
  fact: FactView | undefined;
}) {
  const words = useWords();
  const { say } = words;
  const [open, setOpen] = useState(false);
  if (fact && open) {
    return (
      <li className={css.open}>
        <FactForm member={member} fact={fact} onClose={() => setOpen(false)} />
      </li>
    );
  }
  const isEvent = code === "ed_visits" || code.endsWith("admissions");
  return (
    <li className={css.question}>
      <span>{question(words, code)}</span>
      {fact ? (
        <Button
          size="sm"
          aria-label={say(fact.stated ? "eligibility.answerChangeFor" : "eligibility.answerFor", {
            what: factWord(words, code),
          })}
          onPress={() => setOpen(true)}
        >
          {say(fact.stated ? "eligibility.answerChange" : "eligibility.answer")}
        </Button>
      ) : (
        <span className="faint">
          {say(isEvent ? "eligibility.judgeBelow" : "eligibility.inRecord")}
        </span>
      )}
    </li>
  );
}

export interface PopulationCardProps {
  member: string;
  eligibility: Eligibility;
  of: PopulationView;
}

export function PopulationCard({ member, eligibility, of }: PopulationCardProps) {
  const words = useWords();
  const { say } = words;
  const { number, words: name } = population(words, of.code);
  const look = looks[of.outcome];
  const asked = of.missing.filter(isAsked);
  const known = of.why.filter(({ outcome }) => outcome !== "unknown");
  const findings = of.outcome === "unknown" ? known : of.why;
  const vouched = of.verifiedBy.flatMap((who) => {
    const id = `verifiedBy.${who}`;
    return isWord(id) ? [say(id)] : [];
  });
  return (
    <details className={css.population} open={of.outcome === "met"} data-outcome={of.outcome}>
      <summary>
        <span className={css.number}>{number ?? of.number}</span>
        <span className={css.name}>{name}</span>
        <span className={css.state}>
          <Glyph kind={look.glyph} />
          {say(`eligibility.${look.word}`)}
          {of.twoAnswers && <StatusMark kind="two">{say("form.twoAnswers")}</StatusMark>}
          {0 < asked.length && <small>{say("eligibility.questions", { n: asked.length })}</small>}
        </span>
      </summary>
      <Asked is={of.twoAnswers} />
      {0 < findings.length && <WhyList findings={findings} />}
      {0 < asked.length && (
        <>
          <h3>{say("eligibility.ask")}</h3>
          <ul className={css.questions}>
            {asked.map((code) => (
              <Question
                key={code}
                member={member}
                code={code}
                fact={eligibility.facts.find(({ fact }) => fact === code)}
              />
            ))}
          </ul>
        </>
      )}
      <p className={css.vouch}>{say("eligibility.vouch", { who: words.list(vouched) })}</p>
    </details>
  );
}
