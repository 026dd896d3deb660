// A member's assessments: what is due, how each went over time, and what can be asked.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import type { AssessmentRow, Assessments, InstrumentName } from "../../contract/generated";
import { allSubject } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Stitch } from "../../kit/Stitch/Stitch";
import { localDay } from "../../words/dates";
import { useWords } from "../../words/words";
import { comprehensive } from "../comprehensive/comprehensive";
import { ComprehensiveCard } from "../comprehensive/ComprehensiveCard";
import { AssessmentDialog } from "./AssessmentDialog";
import css from "./AssessmentsSection.module.css";
import { DueAssessments } from "./DueAssessments";
import { Trend } from "./Trend";
import { useBoth } from "./useBoth";

function Row({ row, onOpen }: { row: AssessmentRow; onOpen: () => void }) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  const [outcome] = row.outcomes;
  const total =
    outcome?.value == null
      ? say(row.declined ? "assess.declined" : "assess.noTotal")
      : say("assess.totalOf", { value: outcome.value, of: outcome.of });
  const replaced = row.correctedBy !== null;
  return (
    <ListRow
      glyph={replaced ? "declined" : row.alarmed ? "safety" : "done"}
      title={say("assess.rowTitle", { short: row.short, day: fullDay(localDay(row.at)) })}
      onOpen={onOpen}
      end={row.signature}
    >
      {total}
      {outcome?.band && `. ${both(outcome.band)}`}
      {row.alarmed && `. ${say("assess.alarmed")}`}
      {replaced && `. ${say("assess.replaced")}`} {row.whereabouts !== "at_clinic" && <Stitch />}
    </ListRow>
  );
}

/** What can be asked, by what it asks about. */
function Offer({ all, onOpen }: { all: Assessments; onOpen: (one: InstrumentName) => void }) {
  const { say, time } = useWords();
  return (
    <div className={css.offer}>
      {allSubject.map((about) => {
        const instruments = all.instruments.filter((one) => one.about === about);
        return (
          <div key={about}>
            <h3>{say(`subject.${about}`)}</h3>
            <div className={css.buttons}>
              {instruments.map((one) => (
                <Button key={one.instrument} size="sm" onPress={() => onOpen(one)}>
                  {one.draftKeptAt === null
                    ? one.short
                    : say("assess.goOn", { short: one.short, when: time(one.draftKeptAt) })}
                </Button>
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}

export function AssessmentsSection({ member }: { member: string }) {
  const { say } = useWords();
  const { go } = useNavigation();
  const { data } = useAsk("assessments.list", { member });
  const [open, setOpen] = useState<string | null>(null);
  if (!data) return null;
  const start = (instrument: string) => go({ at: "assessment", member, instrument });
  const valid = data.rows.filter((row) => row.correctedBy === null);
  const courses = data.instruments.filter(
    ({ instrument, score }) =>
      score !== null && 0 < valid.filter((row) => row.instrument === instrument).length,
  );
  return (
    <div className={css.stack}>
      <ComprehensiveCard member={member} onStart={() => start(comprehensive)} />
      <DueAssessments all={data} onStart={start} />
      <Section title={say("assess.courses")}>
        {courses.length === 0 && <Empty title={say("assess.nothingYet")} />}
        <div className={css.courses}>
          {courses.map((one) => (
            <Trend
              key={one.instrument}
              instrument={one}
              rows={valid.filter((row) => row.instrument === one.instrument)}
            />
          ))}
        </div>
      </Section>
      {data.maySign && (
        <Section title={say("assess.start")}>
          <Offer all={data} onOpen={(one) => start(one.instrument)} />
        </Section>
      )}
      {0 < data.rows.length && (
        <Section title={say("assess.history")}>
          <Rows ruled>
            {data.rows.map((row) => (
              <Row key={row.record} row={row} onOpen={() => setOpen(row.record)} />
            ))}
          </Rows>
        </Section>
      )}
      {open !== null && (
        <AssessmentDialog
          member={member}
          record={open}
          mayCorrect={data.maySign}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
