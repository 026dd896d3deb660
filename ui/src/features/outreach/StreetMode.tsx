// For one hand, in bad light: how she looks is chosen once, then each person is a large card with large buttons.
import { useState } from "react";
import type { OutreachRow } from "../../contract/generated";
import { ChipChoice } from "../../kit/Chips/Chips";
import { useNames } from "../../kit/Name/Name";
import { Glyph } from "../../kit/Status/Glyph";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { ContactRule } from "../rights/ContactRule";
import { methodChips, type Lists } from "./lists";
import { Marks } from "./Marks";
import css from "./Outreach.module.css";
import { lastLine, triesWord } from "./rows";
import { TapPanel } from "./TapPanel";

function Card({
  row,
  lists,
  method,
  open,
  onOpen,
}: {
  row: OutreachRow;
  lists: Lists;
  method: string;
  open: boolean;
  onOpen: () => void;
}) {
  const words = useWords();
  const { say, locale } = words;
  const { name } = useNames();
  const { door } = row;
  const about = [row.language && languageName(locale, row.language), row.phone];
  return (
    <li className={css.card} data-open={open}>
      <button type="button" className={css.cardHead} aria-expanded={open} onClick={onOpen}>
        <span className={css.cardName}>{name(row.name)}</span>
        <span className={css.cardPlace}>{row.site || say("outreach.noPlace")}</span>
        <span className={css.cardSoFar}>
          <Marks marks={row.marks} />
          {lastLine(words, lists, row) || triesWord(words, row)}
        </span>
      </button>
      {open && (
        <div className={css.cardBody}>
          <ContactRule rule={row.contact} />
          <p className={css.cardAbout}>{about.filter(Boolean).join(" · ")}</p>
          {door && (door.say || door.dangers) && (
            <div className={css.door}>
              <b>{say("outreach.doNotSay")}</b>
              {door.say && <p>{door.say}</p>}
              {door.dangers && (
                <p className={css.danger}>
                  <Glyph kind="safety" />
                  <span>{door.dangers}</span>
                </p>
              )}
            </div>
          )}
          <TapPanel
            member={row.member}
            language={row.language}
            lists={lists}
            method={method}
            choosesHow={false}
          />
        </div>
      )}
    </li>
  );
}

export interface StreetModeProps {
  rows: readonly OutreachRow[];
  lists: Lists;
  /** Whose buttons are open when it is shown. */
  open: string | null;
}

export function StreetMode({ rows, lists, open: begin }: StreetModeProps) {
  const words = useWords();
  const { say } = words;
  const both = useBoth();
  const [open, setOpen] = useState(begin ?? rows[0]?.member ?? null);
  const methods = methodChips(words, both, lists.all);
  const [method, setMethod] = useState(methods[0]?.id ?? "");
  // Whoever was just met stands first, whatever is due.
  const first = rows.filter(({ member }) => member === begin);
  const rest = rows.filter(({ member }) => member !== begin);
  return (
    <div className={css.street}>
      <ChipChoice
        label={say("outreach.hereNow")}
        options={methods}
        value={method}
        onChange={setMethod}
      />
      <ul className={css.cards} aria-label={say("outreach.list")}>
        {[...first, ...rest].map((row) => (
          <Card
            key={row.member}
            row={row}
            lists={lists}
            method={method}
            open={open === row.member}
            onOpen={() => setOpen(open === row.member ? null : row.member)}
          />
        ))}
      </ul>
    </div>
  );
}
