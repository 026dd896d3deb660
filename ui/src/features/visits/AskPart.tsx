// What is due to be asked, and what was asked in this visit: each can begin a sentence of the note.
import { Plus } from "lucide-react";
import { useNavigation } from "../../app/navigation";
import type { AssessmentRow } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { comprehensive } from "../comprehensive/comprehensive";
import { ComprehensiveCard } from "../comprehensive/ComprehensiveCard";
import { DueAssessments } from "../assessments/DueAssessments";
import { useBoth } from "../assessments/useBoth";
import { addSentence } from "./note";
import type { PartProps } from "./Talk";
import css from "./VisitDesk.module.css";

export function AskPart({ visit, draft }: PartProps) {
  const { say } = useWords();
  const both = useBoth();
  const { go } = useNavigation();
  const { member, visit: id } = visit;
  const { data } = useAsk("assessments.list", { member });
  if (!data) return null;
  const start = (instrument: string) => {
    void (async () => {
      await draft.flush();
      go({ at: "assessment", member, instrument, visit: id });
    })();
  };
  const here = data.rows.filter((row) => row.visit === id && row.correctedBy === null);
  const sentence = (row: AssessmentRow) => {
    const [outcome] = row.outcomes;
    if (outcome?.value == null) return say("visit.askedWithout", { short: row.short });
    const band = outcome.band ? `, ${both(outcome.band).toLowerCase()}` : "";
    return say("visit.askedLine", { short: row.short, value: outcome.value, of: outcome.of, band });
  };
  return (
    <>
      {0 < here.length && (
        <Section title={say("visit.asked")}>
          <Rows>
            {here.map((row) => (
              <ListRow
                key={row.record}
                glyph={row.alarmed ? "safety" : "done"}
                title={row.short}
                end={
                  <Button
                    size="sm"
                    icon={Plus}
                    isDisabled={draft.value.narrative.includes(sentence(row))}
                    onPress={() => draft.set(addSentence(draft.value, sentence(row)))}
                  >
                    {say("visit.intoNote")}
                  </Button>
                }
              >
                {sentence(row)}
              </ListRow>
            ))}
          </Rows>
        </Section>
      )}
      <ComprehensiveCard member={member} onStart={() => start(comprehensive)} />
      <DueAssessments all={data} onStart={start} />
      {data.maySign && (
        <Section title={say("assess.start")}>
          <div className={css.offer}>
            {data.instruments.map(({ instrument, short }) => (
              <Button key={instrument} size="sm" onPress={() => start(instrument)}>
                {short}
              </Button>
            ))}
          </div>
        </Section>
      )}
    </>
  );
}
