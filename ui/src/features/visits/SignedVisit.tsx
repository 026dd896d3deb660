// A visit whose note is signed: the note as it was signed, later words beneath it, the next visit.
import type { Visit } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { AppointmentLine } from "./BeforeVisit";
import { NextVisit } from "./NextVisit";
import { NoteView } from "./NoteView";
import { VisitFrame } from "./VisitFrame";
import css from "./VisitFrame.module.css";

export function SignedVisit({ visit }: { visit: Visit }) {
  const { say, moment } = useWords();
  const { name } = useNames();
  const typed = visit.draft.narrative;
  return (
    <VisitFrame visit={visit} meta={<AppointmentLine visit={visit} />} leave={say("visit.close")}>
      <div className={css.sheet}>
        <div className={css.reading}>
          <div className={css.stack}>
            {/* A colleague's signed note came while this one was being written. */}
            {typed.trim() !== "" && (
              <Banner kind="due">
                <b>
                  {say("visit.unsignedWords", {
                    when: visit.draftKeptAt === null ? "" : moment(visit.draftKeptAt),
                  })}
                </b>{" "}
                {typed}
              </Banner>
            )}
            {visit.notes.map((note, index) => (
              <NoteView
                key={note.note}
                visit={visit}
                note={note}
                typed={index === 0 ? typed : ""}
                isOnly={visit.notes.length === 1}
              />
            ))}
          </div>
          <Section title={say("visit.next")}>
            <NextVisit
              member={visit.member}
              except={visit.visit}
              firstName={name(visit.firstName)}
              like={visit.appointment}
            />
          </Section>
        </div>
      </div>
    </VisitFrame>
  );
}
