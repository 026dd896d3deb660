// Back and on, always in the same place, and who made the instrument.
import { ArrowRight, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";

export interface FootProps {
  onBack: (() => void) | undefined;
  /** Absent where something else is the one thing to do. */
  onNext?: () => void;
  nextLabel?: string;
  attribution: string;
  children?: ReactNode;
}

export function Foot({ onBack, onNext, nextLabel, attribution, children }: FootProps) {
  const { say } = useWords();
  return (
    <div className={css.foot}>
      <p lang="en">{attribution}</p>
      {onBack && (
        <Button size="lg" icon={Undo2} onPress={onBack}>
          {say("visit.back")}
        </Button>
      )}
      {children}
      {onNext && (
        <Button kind="go" size="lg" iconEnd={ArrowRight} onPress={onNext}>
          {nextLabel ?? say("assess.next")}
        </Button>
      )}
    </div>
  );
}
