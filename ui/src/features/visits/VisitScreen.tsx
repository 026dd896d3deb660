// One visit: before the door, while talking, signed, or not held. No rail beside it: she looks at
// the person. What is written is kept within a second; Pause loses nothing.
import { Missing } from "../../app/Missing";
import { useAsk } from "../../contract/query";
import { useWords } from "../../words/words";
import { BeforeVisit } from "./BeforeVisit";
import { NotHeldVisit } from "./NotHeldVisit";
import { SignedVisit } from "./SignedVisit";
import { VisitDesk } from "./VisitDesk";
import css from "./VisitFrame.module.css";

export function VisitScreen({ visit: id }: { member: string; visit: string }) {
  const { say } = useWords();
  const { data: visit, failure } = useAsk("visits.show", { visit: id });
  if (!visit) {
    return (
      <div className={css.missing}>
        <Missing place={say("visit.title")} problem={failure} />
      </div>
    );
  }
  switch (visit.status.is) {
    case "planned":
      return <BeforeVisit visit={visit} />;
    case "under_way":
      return <VisitDesk visit={visit} startedAt={visit.status.since} />;
    case "signed":
      return <SignedVisit visit={visit} />;
    case "not_held":
      return <NotHeldVisit visit={visit} reason={visit.status.reason} />;
  }
}
