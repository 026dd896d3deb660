// A line that unfolds: its title is a button, what it stands for comes below.
import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Disclosure, DisclosurePanel, Heading } from "react-aria-components";
import css from "./Unfold.module.css";

export interface UnfoldProps {
  title: string;
  level: 3 | 4;
  /** Unfolded from the beginning. */
  isOpen: boolean;
  children: ReactNode;
}

export function Unfold({ title, level, isOpen, children }: UnfoldProps) {
  return (
    <Disclosure className={css.part} defaultExpanded={isOpen}>
      <Heading level={level} className={css.title}>
        <Button slot="trigger" className={css.trigger}>
          <ChevronRight aria-hidden="true" />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={css.panel}>{children}</DisclosurePanel>
    </Disclosure>
  );
}
