// The open part of the visit, and the way to the next one.
import { ArrowRight, Undo2 } from "lucide-react";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { Draft } from "../../app/useDraft";
import type { NoteDraft, Visit } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { AskPart } from "./AskPart";
import { DidPart } from "./DidPart";
import { DoorCard } from "./DoorCard";
import { GoalsPart } from "./GoalsPart";
import { NextVisit } from "./NextVisit";
import { NotHeldDialog } from "./NotHeldDialog";
import { after, before, type Part } from "./parts";
import { SignPart } from "./SignPart";
import type { Opening } from "./useOpenings";
import { useWhere } from "./VisitFrame";
import css from "./VisitDesk.module.css";

export interface PartProps {
  visit: Visit;
  startedAt: number;
  draft: Draft<NoteDraft>;
  openings: readonly Opening[];
}

export interface TalkProps extends PartProps {
  part: Part;
  onOpen: (part: Part) => void;
}

function DoorPart({ visit }: { visit: Visit }) {
  const { say } = useWords();
  const where = useWhere();
  const { data: member } = useAsk("members.show", { member: visit.member });
  const [asking, setAsking] = useState(false);
  return (
    <>
      {member && <DoorCard member={member} where={where(visit.appointment)} />}
      <div>
        <Button size="lg" onPress={() => setAsking(true)}>
          {say("visit.notThere")}
        </Button>
      </div>
      {asking && <NotHeldDialog visit={visit} onClose={() => setAsking(false)} />}
    </>
  );
}

/** The heading of a part; a part that was opened by its button is read from here. */
function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else heading.current?.focus();
  }, [children]);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {children}
    </h2>
  );
}

export function Talk({ part, onOpen, ...props }: TalkProps) {
  const { say } = useWords();
  const { name } = useNames();
  const { visit } = props;
  const [last, next] = [before(part), after(part)];
  return (
    <section className={css.talk} aria-label={say(`visit.part.${part}`)}>
      <div className={css.part}>
        <Heading>{say(`visit.part.${part}`)}</Heading>
        {part === "door" && <DoorPart visit={visit} />}
        {part === "goals" && <GoalsPart {...props} />}
        {part === "ask" && <AskPart {...props} />}
        {part === "note" && <DidPart {...props} />}
        {part === "next" && (
          <NextVisit
            member={visit.member}
            except={visit.visit}
            firstName={name(visit.firstName)}
            like={visit.appointment}
          />
        )}
        {part === "sign" && <SignPart {...props} onOpen={onOpen} />}
      </div>
      {part !== "sign" && (
        <div className={css.nav}>
          <p>{say("visit.nothingLost")}</p>
          {last && (
            <Button size="lg" icon={Undo2} onPress={() => onOpen(last)}>
              {say("visit.back")}
            </Button>
          )}
          {next && (
            <Button kind="go" size="lg" iconEnd={ArrowRight} onPress={() => onOpen(next)}>
              {say(`visit.part.${next}`)}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
