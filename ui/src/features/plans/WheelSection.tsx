// What was asked about: the wheel, the same as a list, and what was noted in one area.
import { useState } from "react";
import type { Domain, Plan } from "../../contract/generated";
import { Link } from "../../kit/Link/Link";
import { Section } from "../../kit/Section/Section";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { DomainPanel } from "./DomainPanel";
import { DomainWheel, stateGlyph } from "./DomainWheel";
import { sectors, type Sector, type SectorState } from "./wheel";
import css from "./WheelSection.module.css";

const states: readonly SectorState[] = ["has_need", "no_need", "later", "declined", "to_ask"];

interface ListProps {
  all: readonly Sector[];
  selected: Domain | null;
  onSelect: (domain: Domain) => void;
}

function SectorList({ all, selected, onSelect }: ListProps) {
  const { say } = useWords();
  return (
    <dl className={css.list}>
      {states.map((state) => {
        const here = all.filter((sector) => sector.state === state);
        if (here.length === 0) return null;
        return (
          <div key={state} data-state={state}>
            <dt>
              {state === "has_need" ? (
                <span className={css.square} aria-hidden="true" />
              ) : (
                <Glyph kind={stateGlyph[state]} />
              )}
              {say(`plan.state.${state}`, { n: here.length })}
            </dt>
            <dd>
              {here.map(({ domain }) => (
                <Link
                  key={domain}
                  onPress={() => onSelect(domain)}
                  {...(domain === selected ? { "aria-current": true } : {})}
                >
                  {say(`plan.short.${domain}`)}
                </Link>
              ))}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function WheelSection({ plan }: { plan: Plan }) {
  const { say } = useWords();
  const [selected, setSelected] = useState<Domain | null>(null);
  const all = sectors(plan.needs, plan.areas);
  const sector = all.find((each) => each.domain === selected);
  return (
    <Section title={say("plan.askedAbout")}>
      <div className={css.box}>
        <DomainWheel sectors={all} selected={selected} onSelect={setSelected} />
        {sector && <DomainPanel key={sector.domain} plan={plan} sector={sector} />}
        <SectorList all={all} selected={selected} onSelect={setSelected} />
      </div>
    </Section>
  );
}
