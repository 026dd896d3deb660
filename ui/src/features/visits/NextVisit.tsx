// What is planned with her from here on, and a form to plan another.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useWaiting } from "../../app/useWaiting";
import { useNavigation } from "../../app/navigation";
import type { AppointmentView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { useWords } from "../../words/words";
import { PlanVisitForm } from "./PlanVisitForm";
import { planAbout } from "./planVisit";
import { upcoming, visitsPage } from "./upcoming";
import { useWhere } from "./VisitFrame";
import css from "./VisitFrame.module.css";

export interface NextVisitProps {
  member: string;
  /** The visit on the screen. */
  except: string | null;
  firstName: string;
  /** Filled in as that one was. */
  like?: AppointmentView;
}

export function NextVisit({ member, except, firstName, like }: NextVisitProps) {
  const { say, nearDay, clock, today, time } = useWords();
  const where = useWhere();
  const { go } = useNavigation();
  const waiting = useWaiting(member);
  const { data } = useAsk("visits.list", { member, page: visitsPage });
  const [open, setOpen] = useState(false);
  if (!data) return null;
  const rows = upcoming(data.rows, today(), except);
  const kept = waiting(planAbout(member));
  const form = open || rows.length === 0;
  return (
    <div className={css.stack}>
      {0 < rows.length && (
        <Rows>
          {rows.map(({ visit, appointment }) => (
            <ListRow
              key={visit}
              glyph="todo"
              title={
                appointment.time
                  ? say("visit.dayTime", {
                      day: nearDay(appointment.day),
                      time: clock(appointment.time),
                    })
                  : nearDay(appointment.day)
              }
              {...(except === null ? { onOpen: () => go({ at: "visit", member, visit }) } : {})}
            >
              {say("visit.typeAt", {
                type: say(`appointmentType.${appointment.type}`),
                where: where(appointment),
              })}
              {!appointment.staff.isYou && `, ${appointment.staff.name}`}
            </ListRow>
          ))}
        </Rows>
      )}
      {rows.length === 0 && (
        <p className="quiet">{say("visit.nonePlanned", { name: firstName })}</p>
      )}
      {form ? (
        <PlanVisitForm
          member={member}
          {...(like ? { like } : {})}
          {...(open ? { onClose: () => setOpen(false) } : {})}
        />
      ) : (
        <div>
          <Button icon={Plus} onPress={() => setOpen(true)}>
            {kept === undefined ? say("visit.planAnother") : say("form.goOn", { when: time(kept) })}
          </Button>
        </div>
      )}
    </div>
  );
}
