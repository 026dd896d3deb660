// What is known of her health: medicines, problems, allergies, pregnancies, care elsewhere.
import { useState, type ReactNode } from "react";
import { Remove, Removed, type Thing } from "../../app/Remove";
import { Asked } from "../../app/TwoAnswers";
import type { Health, HealthItem, Removable } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { daysBetween } from "../../words/dates";
import { useWords, type Words } from "../../words/words";
import { Dot } from "./Dot";
import css from "./MemberScreen.module.css";
import { systemName } from "./systemName";

/** So many are shown at first; those that still hold come first. */
const shownAtFirst = 8;

function holds({ status, taking, until }: HealthItem): boolean {
  if (taking) return taking === "taking" || taking === "on_hold";
  return status ? status === "active" : until === null;
}

function span({ say, fullDay }: Words, since: string | null, until: string | null): string {
  if (since && until) return say("member.fromTo", { from: fullDay(since), to: fullDay(until) });
  if (since) return say("member.sinceDay", { day: fullDay(since) });
  return until ? say("member.untilDay", { day: fullDay(until) }) : "";
}

interface ListProps<T> {
  title: string;
  none: string;
  items: readonly T[];
  row: (item: T) => ReactNode;
}

function List<T>({ title, none, items, row }: ListProps<T>) {
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, shownAtFirst);
  return (
    <Section title={title} more={items.length === 0 ? undefined : String(items.length)}>
      {items.length === 0 ? <p className="quiet">{none}</p> : <Rows>{shown.map(row)}</Rows>}
      {shown.length < items.length && (
        <Button size="sm" onPress={() => setAll(true)}>
          {say("member.showAll", { n: items.length })}
        </Button>
      )}
    </Section>
  );
}

interface ItemProps {
  item: HealthItem;
  /** Absent where this person may not change it. */
  thing?: Thing;
  onRemoved: (thing: Thing) => void;
}

function Item({ item, thing, onRemoved }: ItemProps) {
  const words = useWords();
  const { say } = words;
  const [open, setOpen] = useState(false);
  const { coding, status, taking, since, until, source } = item;
  const over = !holds(item);
  const state = taking
    ? taking === "taking"
      ? null
      : say(`medicineStatus.${taking}`)
    : status && status !== "active"
      ? say(`problemStatus.${status}`)
      : null;
  const second = [item.words, state, span(words, since, until)].filter(Boolean).join(". ");
  return (
    <ListRow
      mark={over ? null : <Dot />}
      title={over ? <span className="quiet">{coding.display}</span> : coding.display}
      {...(thing ? { onOpen: () => setOpen(!open) } : {})}
    >
      {second}
      {source && <span className="faint"> {systemName(source.system)}</span>}
      {open && thing && <Remove thing={thing} onRemoved={onRemoved} />}
    </ListRow>
  );
}

function Elsewhere({ health }: { health: Health }) {
  const words = useWords();
  const { say, fullDay } = words;
  return (
    <>
      {0 < health.pregnancies.length && (
        <List
          title={say("member.pregnancies")}
          none=""
          items={health.pregnancies}
          row={({ onset, end }) => (
            <ListRow
              key={onset}
              mark={end ? null : <Dot />}
              title={end ? say("member.pregnancyOver") : say("member.pregnantNow")}
            >
              {span(words, onset, end)}
            </ListRow>
          )}
        />
      )}
      <List
        title={say("member.elsewhere")}
        none={say("member.noElsewhere")}
        items={health.encounters}
        row={(each) => (
          <ListRow
            key={`${each.class} ${each.start} ${each.what}`}
            glyph="outside"
            title={say(`encounterClass.${each.class}`)}
          >
            {each.what ? `${each.what}. ` : ""}
            {fullDay(each.start)}
            {each.class === "inpatient" &&
              each.end &&
              `, ${say("member.nights", { n: daysBetween(each.start, each.end) })}`}
          </ListRow>
        )}
      />
    </>
  );
}

export function HealthSection({ member }: { member: string }) {
  const { say } = useWords();
  const { data: health } = useAsk("health.show", { member });
  const [removed, setRemoved] = useState<Thing | null>(null);
  if (!health) return null;
  const row = (kind: Removable) => (item: HealthItem) => {
    const { id, seen, coding } = item;
    const thing = { member, kind, id, seen, what: coding.display };
    return (
      <Item key={id} item={item} onRemoved={setRemoved} {...(health.mayChange ? { thing } : {})} />
    );
  };
  const banner = (kind: Removable) => (
    <Removed thing={removed?.kind === kind ? removed : null} onBack={() => setRemoved(null)} />
  );
  return (
    <div className={css.halves}>
      <div className={css.stack}>
        <Asked is={0 < health.twoAnswers.length} />
        {banner("medicine")}
        <List
          title={say("member.medicines")}
          none={say("member.noMedicines")}
          items={health.medicines}
          row={row("medicine")}
        />
        {banner("allergy")}
        <List
          title={say("member.allergies")}
          none={say("member.noAllergies")}
          items={health.allergies}
          row={row("allergy")}
        />
      </div>
      <div className={css.stack}>
        {banner("problem")}
        <List
          title={say("member.problems")}
          none={say("member.noProblems")}
          items={health.problems}
          row={row("problem")}
        />
        <Elsewhere health={health} />
      </div>
    </div>
  );
}
