// One place of the rail. Current = white pill and bold word.
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Link } from "react-aria-components";
import { cx } from "../cx";
import css from "./RailLink.module.css";

export interface RailLinkProps {
  icon?: LucideIcon;
  picture?: ReactNode;
  current: boolean;
  onPress: () => void;
  /** A count. */
  end?: ReactNode;
  /** A second line. */
  under?: string;
  look?: "place" | "bag" | "emptyBag";
  children: string;
}

export function RailLink({
  icon: Icon,
  picture,
  current,
  onPress,
  end,
  under,
  look = "place",
  children,
}: RailLinkProps) {
  return (
    <Link
      className={cx(look === "place" ? css.item : css.bag, look === "emptyBag" && css.empty)}
      aria-current={current ? "page" : undefined}
      onPress={onPress}
    >
      {Icon && <Icon className={css.icon} aria-hidden="true" />}
      {picture}
      <b className={css.word}>{children}</b>
      {end !== undefined && <span className={css.end}>{end}</span>}
      {under && <span className={css.under}>{under}</span>}
    </Link>
  );
}

export interface RailButtonProps {
  icon: LucideIcon;
  onPress: () => void;
  keys?: string;
  look?: "place" | "find" | "small";
  children: string;
}

export function RailButton({
  icon: Icon,
  onPress,
  keys,
  look = "place",
  children,
}: RailButtonProps) {
  return (
    <Button
      className={cx(css.item, look === "find" && css.find, look === "small" && css.small)}
      onPress={onPress}
    >
      <Icon className={css.icon} aria-hidden="true" />
      <span className={css.word}>{children}</span>
      {keys && <kbd className={css.keys}>{keys}</kbd>}
    </Button>
  );
}
