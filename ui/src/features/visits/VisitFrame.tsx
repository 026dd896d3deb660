// The frame of a visit: who, since when, where; the page tools; and the way out.
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { Visit } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Link } from "../../kit/Link/Link";
import { Name } from "../../kit/Name/Name";
import { PageTools } from "../../kit/PageHead/PageTools";
import { useWords } from "../../words/words";
import css from "./VisitFrame.module.css";

export interface VisitFrameProps {
  visit: Visit;
  meta: ReactNode;
  /** "Pause" while a note is written; else "Close". */
  leave: string;
  /** Before leaving: keep what is typed. */
  onLeave?: () => Promise<void>;
  children: ReactNode;
}

/** "Casa Abril shelter, hall B", or the kind of place. */
export function useWhere(): (appointment: Visit["appointment"]) => string {
  const { say } = useWords();
  return ({ whereWords, modality, place }) => {
    if (whereWords) return whereWords;
    return modality === "in_person" ? say(`meetingPlace.${place}`) : say(`modality.${modality}`);
  };
}

export function VisitFrame({ visit, meta, leave, onLeave, children }: VisitFrameProps) {
  const { say } = useWords();
  const { back, canGoBack, go } = useNavigation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${say("visit.title")} · Satchel`;
  }, [say]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const out = async () => {
    await onLeave?.();
    if (canGoBack) back();
    else go({ at: "today" });
  };
  return (
    <div className={css.visit}>
      <header className={css.bar}>
        <h1 ref={heading} tabIndex={-1}>
          <Name>{visit.name}</Name>
        </h1>
        <p className={css.meta}>
          {meta}{" "}
          <Link onPress={() => go({ at: "member", member: visit.member })}>
            {say("visit.record")}
          </Link>{" "}
          <Asked is={visit.twoAnswers} />
        </p>
        <div className={css.tools}>
          <PageTools />
          <Button size="sm" onPress={() => void out()}>
            {leave}
          </Button>
        </div>
      </header>
      {children}
    </div>
  );
}
