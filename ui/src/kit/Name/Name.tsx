// A person's name, hidden when the person beside you should not read it.
import { createContext, useContext } from "react";
import { initials, needsWide } from "./name";

export const HideNamesContext = createContext(false);

/** For names inside sentences and labels: whole, or initials in privacy mode. */
export function useNames(): { hidden: boolean; name: (name: string) => string } {
  const hidden = useContext(HideNamesContext);
  return { hidden, name: (name) => (hidden ? initials(name) : name) };
}

export function Name({ children, lang }: { children: string; lang?: string }) {
  const { name } = useNames();
  const shown = name(children);
  return (
    <span lang={lang} className={needsWide(shown) ? "wide" : undefined}>
      {shown}
    </span>
  );
}
