// One instrument, one question at a time. What is answered is kept at once; nothing is lost by leaving.
import { Missing } from "../../app/Missing";
import { useAsk } from "../../contract/query";
import type { Modality } from "../../contract/generated";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import { SheetDesk } from "./SheetDesk";

export interface AssessmentPlace {
  member: string;
  instrument: string;
  visit: string | null;
  /** The record that is put right. */
  corrects: string | null;
}

export function AssessmentScreen(place: AssessmentPlace) {
  const { say } = useWords();
  const { member, instrument, corrects, visit } = place;
  const { data: sheet, failure } = useAsk("assessments.sheet", { member, instrument, corrects });
  const { data: met } = useAsk("visits.show", { visit: visit ?? "" }, { when: visit !== null });
  if (!sheet) {
    return (
      <div className={css.missing}>
        <Missing place={say("assess.title")} problem={failure} />
      </div>
    );
  }
  if (visit !== null && !met) return null;
  const modality: Modality | null = met ? (met.draft.modality ?? met.appointment.modality) : null;
  return <SheetDesk place={place} sheet={sheet} modality={modality} />;
}
