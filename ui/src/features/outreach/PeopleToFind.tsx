// The list: who, where they were last seen, what was tried, what is next.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { OutreachRow } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { Glyph } from "../../kit/Status/Glyph";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { contactLines } from "../rights/ContactRule";
import type { Lists } from "./lists";
import { Marks } from "./Marks";
import css from "./Outreach.module.css";
import { firstMethod, lastLine, nextGlyph, nextWhen, triesWord } from "./rows";
import { TapPanel } from "./TapPanel";

interface RowProps {
  row: OutreachRow;
  lists: Lists;
}

function Who({ row, lists }: RowProps) {
  const { locale } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const about = [
    row.age,
    row.language && languageName(locale, row.language),
    row.source && lists.source(row.source),
  ];
  return (
    <div className={css.who}>
      <Link kind="title" onPress={() => go({ at: "member", member: row.member, tab: "outreach" })}>
        {name(row.name)}
      </Link>{" "}
      <Asked is={0 < row.twoAnswers} />
      <small>{about.filter((part) => part !== null && part !== "").join(" · ")}</small>
    </div>
  );
}

function Where({ row }: { row: OutreachRow }) {
  const words = useWords();
  const { say } = words;
  return (
    <div>
      <span className="sr">{say("outreach.lastSeen")}: </span>
      {row.site || say("outreach.noPlace")}
      <small className="num">{row.phone}</small>
      {row.contact && <small>{contactLines(words, row.contact).join(" · ")}</small>}
    </div>
  );
}

function SoFar({ row, lists }: RowProps) {
  const words = useWords();
  return (
    <div>
      <span className={css.tries}>
        <Marks marks={row.marks} />
        <span>{triesWord(words, row)}</span>
      </span>
      <small>{lastLine(words, lists, row)}</small>
    </div>
  );
}

function NextThing({ row, lists }: RowProps) {
  const words = useWords();
  const { say, today, day } = words;
  const { next, visit } = row;
  if (visit !== null) {
    return (
      <div className={css.next} data-press="later">
        <Glyph kind="todo" />
        <span>{say("outreach.visitOn", { day: day(visit) })}</span>
      </div>
    );
  }
  if (next === null) return <div className="quiet">{say("outreach.noNext")}</div>;
  return (
    <div className={css.next} data-press={next.press}>
      <Glyph kind={nextGlyph(next, today())} />
      <span>
        <b>{nextWhen(words, lists, next)}</b>
        <small>
          {lists.method(next.method)}. {say(`outreach.because.${next.because}`)}.
        </small>
      </span>
    </div>
  );
}

function Row({ row, lists, open, onOpen }: RowProps & { open: boolean; onOpen: () => void }) {
  const { say } = useWords();
  const { name } = useNames();
  return (
    <li className={css.row} data-open={open}>
      <div className={css.line}>
        <Who row={row} lists={lists} />
        <Where row={row} />
        <SoFar row={row} lists={lists} />
        <NextThing row={row} lists={lists} />
        <div className={css.act}>
          <Button
            aria-label={say("outreach.logFor", { name: name(row.name) })}
            pressed={open}
            onPress={onOpen}
          >
            {say("outreach.log")}
          </Button>
        </div>
      </div>
      {open && (
        <TapPanel
          member={row.member}
          language={row.language}
          lists={lists}
          method={firstMethod(row, "phone")}
        />
      )}
    </li>
  );
}

export function PeopleToFind({ rows, lists }: { rows: readonly OutreachRow[]; lists: Lists }) {
  const { say } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  return (
    <ul className={css.list} aria-label={say("outreach.list")}>
      {rows.map((row) => (
        <Row
          key={row.member}
          row={row}
          lists={lists}
          open={open === row.member}
          onOpen={() => setOpen(open === row.member ? null : row.member)}
        />
      ))}
    </ul>
  );
}
