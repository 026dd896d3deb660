// A visit that did not take place: that, why, and the next try.
import type { NotHeldReason, Visit } from "../../contract/generated";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { AppointmentLine } from "./BeforeVisit";
import { NextVisit } from "./NextVisit";
import { VisitFrame } from "./VisitFrame";
import css from "./VisitFrame.module.css";

export function NotHeldVisit({ visit, reason }: { visit: Visit; reason: NotHeldReason }) {
  const { say } = useWords();
  const { name } = useNames();
  return (
    <VisitFrame visit={visit} meta={<AppointmentLine visit={visit} />} leave={say("visit.close")}>
      <div className={css.sheet}>
        <div className={css.reading}>
          <div className={css.stack}>
            <div>
              <h2>{say("visit.notHeld")}</h2>
              <p>
                <Status kind="todo">{say(`notHeldReason.${reason}`)}</Status>
              </p>
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
      </div>
    </VisitFrame>
  );
}
