// The tag that everything not yet at the clinic wears.
import type { ReactNode } from "react";
import { useWords } from "../../words/words";
import css from "./Stitch.module.css";

export function Stitch({ children }: { children?: ReactNode }) {
  const { say } = useWords();
  return <span className={css.tag}>{children ?? say("stitch.tag")}</span>;
}

/** A quiet tag: a fact beside a name. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={css.quiet}>{children}</span>;
}
