// One page before you knock: the door, her goals, what is due. Then: start, or not there.
import { useState } from "react";
import type { Visit } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { GoalSlip } from "../plans/GoalCard";
import { DueList } from "../members/DueList";
import { DoorCard } from "./DoorCard";
import { NotHeldDialog } from "./NotHeldDialog";
import { useWhere, VisitFrame } from "./VisitFrame";
import css from "./VisitFrame.module.css";

/** "Visit, in person · Tue, Feb 3, 9:00 am · Casa Abril shelter" */
export function AppointmentLine({ visit }: { visit: Visit }) {
  const { say, nearDay, clock } = useWords();
  const where = useWhere();
  const { type, day, time } = visit.appointment;
  const when = time ? say("visit.dayTime", { day: nearDay(day), time: clock(time) }) : nearDay(day);
  return (
    <>
      {say("visit.line", {
        type: say(`appointmentType.${type}`),
        when,
        where: where(visit.appointment),
      })}
    </>
  );
}

function Goals({ visit }: { visit: Visit }) {
  const { say } = useWords();
  return (
    <div className={css.goals}>
      {visit.goals.length === 0 && <p>{say("visit.noGoals")}</p>}
      {visit.goals.map((goal) => {
        const next = goal.steps.find((step) => step.status === "to_do");
        return (
          <div key={goal.goal}>
            <GoalSlip goal={goal} />
            {next && <p>{say("visit.nextStep", { what: next.what })}</p>}
          </div>
        );
      })}
    </div>
  );
}

export function BeforeVisit({ visit }: { visit: Visit }) {
  const { say } = useWords();
  const { name } = useNames();
  const where = useWhere();
  const { data: member } = useAsk("members.show", { member: visit.member });
  const { tell, busy, failure } = useTell("visits.start");
  const [asking, setAsking] = useState(false);
  const first = name(visit.firstName);
  return (
    <VisitFrame visit={visit} meta={<AppointmentLine visit={visit} />} leave={say("visit.close")}>
      <div className={css.sheet}>
        <div className={css.cols}>
          {member && <DoorCard member={member} where={where(visit.appointment)} />}
          <Section title={say("visit.wants", { name: first })}>
            <Goals visit={visit} />
          </Section>
          {member && (
            <Section title={say("visit.due")}>
              <DueList due={member.due.filter(({ what }) => what !== "visit")} />
            </Section>
          )}
        </div>
        <Failed problem={failure} />
        <div className={css.foot}>
          <Button
            kind="go"
            size="lg"
            isDisabled={busy}
            onPress={() => void tell({ visit: visit.visit, seen: visit.seen })}
          >
            {say("visit.start")}
          </Button>
          <Button size="lg" onPress={() => setAsking(true)}>
            {say("visit.notThere")}
          </Button>
          <p>{say("visit.onThisLaptop")}</p>
        </div>
      </div>
      {asking && <NotHeldDialog visit={visit} onClose={() => setAsking(false)} />}
    </VisitFrame>
  );
}
