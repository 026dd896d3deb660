// The comprehensive assessment of a member: when it is due, the way into it, and those that were signed.
import { useState } from "react";
import type { ComprehensiveList, ComprehensiveRow } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Stitch } from "../../kit/Stitch/Stitch";
import { daysBetween, localDay } from "../../words/dates";
import { useWords } from "../../words/words";
import { ComprehensiveDialog } from "./ComprehensiveDialog";

export interface ComprehensiveCardProps {
  member: string;
  onStart: () => void;
}

function When({ all }: { all: ComprehensiveList }) {
  const { say, day, fullDay, today } = useWords();
  const newest = all.rows.find((row) => row.correctedBy === null);
  const late = all.due === null ? 0 : daysBetween(all.due, today());
  const by = all.due !== null && `${say("due.by", { day: day(all.due) })}. `;
  return (
    <>
      {0 < late ? `${say("due.late", { n: late })}. ` : by}
      {newest
        ? say("assess.lastAsked", { day: fullDay(localDay(newest.at)) })
        : say("assess.neverAsked")}
    </>
  );
}

function Row({ row, onOpen }: { row: ComprehensiveRow; onOpen: () => void }) {
  const { say, fullDay } = useWords();
  const replaced = row.correctedBy !== null;
  return (
    <ListRow
      glyph={replaced ? "declined" : "done"}
      title={say("assess.rowTitle", {
        short: say("comprehensive.title"),
        day: fullDay(localDay(row.at)),
      })}
      onOpen={onOpen}
      end={row.signature}
    >
      {say("comprehensive.needs", { n: row.needs })}
      {0 < row.deferred && `. ${say("comprehensive.deferred", { n: row.deferred })}`}
      {replaced && `. ${say("assess.replaced")}`} {row.whereabouts !== "at_clinic" && <Stitch />}
    </ListRow>
  );
}

export function ComprehensiveCard({ member, onStart }: ComprehensiveCardProps) {
  const { say, moment } = useWords();
  const { data: all } = useAsk("comprehensive.list", { member });
  const [open, setOpen] = useState<string | null>(null);
  if (!all) return null;
  const kept = all.draftKeptAt;
  return (
    <Section title={say("comprehensive.title")}>
      <Rows ruled>
        <ListRow
          glyph={all.press === "late" ? "late" : all.press === "soon" ? "due" : "todo"}
          title={say("comprehensive.every", { n: all.of })}
          end={
            all.maySign && (
              <Button size="sm" onPress={onStart}>
                {kept === null
                  ? say("comprehensive.start")
                  : say("comprehensive.goOn", { when: moment(kept) })}
              </Button>
            )
          }
        >
          <When all={all} />
        </ListRow>
        {all.rows.map((row) => (
          <Row key={row.record} row={row} onOpen={() => setOpen(row.record)} />
        ))}
      </Rows>
      {open !== null && (
        <ComprehensiveDialog
          member={member}
          record={open}
          mayCorrect={all.maySign}
          onClose={() => setOpen(null)}
        />
      )}
    </Section>
  );
}
