// While talking: the parts of the visit as a line, one of them open, and the note beside it.
import { useCallback, useState } from "react";
import { useDraft } from "../../app/useDraft";
import type { Visit } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { readNote } from "./note";
import { NotePane } from "./NotePane";
import { isDone, type Part } from "./parts";
import { PartsNav } from "./PartsNav";
import { Talk } from "./Talk";
import { upcoming, visitsPage } from "./upcoming";
import { useOpenings } from "./useOpenings";
import { useWhere, VisitFrame } from "./VisitFrame";
import css from "./VisitDesk.module.css";

export function VisitDesk({ visit, startedAt }: { visit: Visit; startedAt: number }) {
  const { say, moment, today } = useWords();
  const { name } = useNames();
  const where = useWhere();
  const about = { about: `visit:${visit.visit}`, member: visit.member };
  const draft = useDraft(about, visit.draft, readNote);
  const openings = useOpenings(visit);
  const { data: visits } = useAsk("visits.list", { member: visit.member, page: visitsPage });
  const [part, setPart] = useState<Part>("goals");
  const open = useCallback((next: Part) => setPart(next), []);
  const hasNext = 0 < upcoming(visits?.rows ?? [], today(), visit.visit).length;
  const { data: assessments } = useAsk("assessments.list", { member: visit.member });
  const asked = (assessments?.rows ?? []).filter((row) => row.visit === visit.visit).length;
  const known = { draft: draft.value, hasNext, asked };

  const modality = draft.value.modality ?? visit.appointment.modality;
  const begin = (who: string) =>
    say(`visit.begin.${modality}`, { name: who, where: where(visit.appointment) });
  const meta = say("visit.since", { when: moment(startedAt), where: where(visit.appointment) });
  return (
    <VisitFrame visit={visit} meta={meta} leave={say("visit.pause")} onLeave={draft.flush}>
      <div className={css.desk}>
        <PartsNav
          part={part}
          onOpen={open}
          isDone={(each) => isDone(each, known)}
          touched={draft.value.goals.length}
          goals={visit.goals.length}
          services={draft.value.services.length}
          asked={asked}
        />
        {/* Nothing can be typed before the kept words are back. */}
        {draft.ready && (
          <>
            <Talk
              visit={visit}
              startedAt={startedAt}
              part={part}
              onOpen={open}
              draft={draft}
              openings={openings}
            />
            <NotePane
              draft={draft}
              openings={openings}
              startedAt={startedAt}
              part={part}
              onSign={() => open("sign")}
              begin={begin(visit.firstName)}
              beginShown={begin(name(visit.firstName))}
            />
          </>
        )}
      </div>
    </VisitFrame>
  );
}
