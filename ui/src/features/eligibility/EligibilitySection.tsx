// Why ECM: every population of focus with its reasons, what to ask, the visits of a year, and what was kept.
import { useState } from "react";
import type { Eligibility, PopulationView } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { population } from "../members/populations";
import css from "./Eligibility.module.css";
import { EventsPart } from "./EventsPart";
import { FactForm } from "./FactForm";
import { sorted } from "./facts";
import { PopulationCard } from "./PopulationCard";

interface PartProps {
  member: string;
  eligibility: Eligibility;
}

function Cards({ all, ...rest }: PartProps & { all: readonly PopulationView[] }) {
  return (
    <div className={css.cards}>
      {all.map((each) => (
        <PopulationCard key={each.code} of={each} {...rest} />
      ))}
    </div>
  );
}

function Exception({ member, eligibility }: PartProps) {
  const words = useWords();
  const { say } = words;
  const [open, setOpen] = useState(false);
  const allowed = eligibility.populations.filter(({ exceptionAllowed }) => exceptionAllowed);
  const { exception } = eligibility;
  const fact = {
    fact: "plan_exception",
    kind: "any_of" as const,
    values: allowed.map(({ code }) => code),
    stated: exception,
  };
  if (open) {
    return (
      <FactForm
        member={member}
        fact={fact}
        label={say("eligibility.exception")}
        hint={say("eligibility.exceptionHint")}
        onClose={() => setOpen(false)}
      />
    );
  }
  return (
    <div className={css.exception}>
      {exception?.values.map((code) => (
        <p key={code}>
          <b>{population(words, code).words}</b> {exception.words}
        </p>
      ))}
      <Button size="sm" onPress={() => setOpen(true)}>
        {say("eligibility.exceptionAdd")}
      </Button>
    </div>
  );
}

function Kept({ member, eligibility }: PartProps) {
  const { say, fullDay } = useWords();
  const { tell, busy, failure } = useTell("eligibility.keep");
  return (
    <Section
      title={say("eligibility.kept")}
      more={
        <Button size="sm" isDisabled={busy} onPress={() => void tell({ member })}>
          {say("eligibility.keep")}
        </Button>
      }
    >
      <Failed problem={failure} />
      <p className="quiet">
        {eligibility.kept.length === 0 ? say("eligibility.noKept") : say("eligibility.keepHint")}
      </p>
      <Rows>
        {eligibility.kept.map(({ record, asOf, by, catalog, met, unknown, twoAnswers }) => (
          <ListRow key={record} glyph="done" title={fullDay(asOf)} end={catalog}>
            {say("eligibility.keptLine", { met: met.length, open: unknown })}
            {by && `, ${by.name}`}
            {twoAnswers && (
              <>
                {" "}
                <Status kind="two" size="sm">
                  {say("eligibility.keptTwoAnswers")}
                </Status>
              </>
            )}
          </ListRow>
        ))}
      </Rows>
    </Section>
  );
}

export function EligibilitySection({ member }: { member: string }) {
  const { say, fullDay } = useWords();
  const { data: eligibility, failure } = useAsk("eligibility.show", { member });
  if (!eligibility) return <Failed problem={failure} />;
  const { met, open, notMet } = sorted(eligibility.populations);
  const part = { member, eligibility };
  const day = fullDay(eligibility.asOf);
  return (
    <div className={css.page}>
      <Section title={say("eligibility.title")} size="xl">
        <p className={css.lead}>
          {say("eligibility.summary", { met: met.length, open: open.length })}
        </p>
        <p className="quiet">{say("eligibility.asOf", { day, edition: eligibility.catalog })}</p>
        <Cards all={met} {...part} />
      </Section>
      {0 < open.length && (
        <Section title={say("eligibility.openTitle")} more={String(open.length)}>
          <Cards all={open} {...part} />
        </Section>
      )}
      <EventsPart {...part} />
      <Section title={say("eligibility.exception")}>
        <Exception {...part} />
      </Section>
      {0 < notMet.length && (
        <Section title={say("eligibility.notMetTitle")} more={String(notMet.length)}>
          <Cards all={notMet} {...part} />
        </Section>
      )}
      <Kept {...part} />
    </div>
  );
}
