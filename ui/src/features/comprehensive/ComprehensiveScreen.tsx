// The comprehensive assessment: every area once, over as many visits as it takes. What is said is kept at once.
import { Missing } from "../../app/Missing";
import { useAsk } from "../../contract/query";
import { useWords } from "../../words/words";
import { askedHow } from "../assessments/sheet";
import css from "./Comprehensive.module.css";
import { ComprehensiveDesk } from "./ComprehensiveDesk";

export interface ComprehensivePlace {
  member: string;
  visit: string | null;
  /** The record that is put right. */
  corrects: string | null;
}

export function ComprehensiveScreen(place: ComprehensivePlace) {
  const { say } = useWords();
  const { member, corrects, visit } = place;
  const { data: sheet, failure } = useAsk("comprehensive.sheet", { member, corrects });
  const { data: met } = useAsk("visits.show", { visit: visit ?? "" }, { when: visit !== null });
  if (!sheet) {
    return (
      <div className={css.missing}>
        <Missing place={say("comprehensive.title")} problem={failure} />
      </div>
    );
  }
  if (visit !== null && !met) return null;
  const modality = met ? (met.draft.modality ?? met.appointment.modality) : null;
  return <ComprehensiveDesk place={place} sheet={sheet} how={askedHow(modality)} />;
}
