// Goes to another place. What changes something is a Button.
import type { ReactNode } from "react";
import { Link as AriaLink, type LinkProps as AriaLinkProps } from "react-aria-components";
import { cx } from "../cx";
import css from "./Link.module.css";

export interface LinkProps extends Pick<
  AriaLinkProps,
  "onPress" | "aria-label" | "aria-current" | "autoFocus"
> {
  /** text: inside a sentence · title: a row's name, without the line · strong: a call to act */
  kind?: "text" | "title" | "strong";
  lang?: string;
  children: ReactNode;
}

export function Link({ kind = "text", lang, children, ...rest }: LinkProps) {
  return (
    <AriaLink {...rest} className={cx(css.link, css[kind])}>
      <span lang={lang}>{children}</span>
    </AriaLink>
  );
}
