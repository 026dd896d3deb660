// The head of every screen: where you are, one sentence, and the page tools in their one place.
import { ArrowLeft } from "lucide-react";
import { useEffect, useRef, type ReactNode } from "react";
import { useWords } from "../../words/words";
import { Button } from "../Button/Button";
import css from "./PageHead.module.css";
import { PageTools } from "./PageTools";

export interface PageHeadProps {
  /** For the window's title: the kind of screen, never a person. */
  place: string;
  /** The page's one h1: a day, a person, a place. */
  title: ReactNode;
  sub?: ReactNode;
  /** Buttons before the page tools. */
  actions?: ReactNode;
  onBack?: (() => void) | undefined;
  backLabel?: string;
}

export function PageHead({ place, title, sub, actions, onBack, backLabel }: PageHeadProps) {
  const { say } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${place} · Satchel`;
  }, [place]);
  // A new screen is a new page: keyboard and screen reader begin at its title.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  return (
    <header className={css.head}>
      <div className={css.title}>
        {onBack && (
          <Button kind="bare" size="sm" icon={ArrowLeft} onPress={onBack}>
            {backLabel ?? say("page.back")}
          </Button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {sub && <div className={css.sub}>{sub}</div>}
      </div>
      <div className={css.tools}>
        {actions}
        <PageTools />
      </div>
    </header>
  );
}
