// Every button. One filled ("go") button a screen; the rest are outlined or bare.
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components";
import { cx } from "../cx";
import css from "./Button.module.css";

export interface ButtonProps extends Pick<
  AriaButtonProps,
  "onPress" | "isDisabled" | "type" | "autoFocus" | "aria-label" | "aria-describedby" | "slot"
> {
  /** go: the one thing to do · plain: outlined · bare: text · stop: takes something away · tool: page tools */
  kind?: "go" | "plain" | "bare" | "stop" | "tool";
  /** lg while talking, sm inside rows */
  size?: "sm" | "md" | "lg";
  icon?: LucideIcon;
  iconEnd?: LucideIcon;
  lang?: string;
  /** For toggles such as Hide names. */
  pressed?: boolean;
  children: ReactNode;
}

export function Button({
  kind = "plain",
  size = "md",
  icon: Icon,
  iconEnd: IconEnd,
  lang,
  pressed,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} aria-pressed={pressed} className={cx(css.button, css[kind], css[size])}>
      {Icon && <Icon className={css.icon} aria-hidden="true" />}
      <span lang={lang}>{children}</span>
      {IconEnd && <IconEnd className={css.icon} aria-hidden="true" />}
    </AriaButton>
  );
}
