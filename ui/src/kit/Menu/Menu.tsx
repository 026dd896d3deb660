// A button that opens a short list of things to do.
import { ChevronDown, type LucideIcon } from "lucide-react";
import {
  Button as AriaButton,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
} from "react-aria-components";
import button from "../Button/Button.module.css";
import { cx } from "../cx";
import css from "./Menu.module.css";

export interface MenuEntry<T extends string = string> {
  id: T;
  label: string;
  icon?: LucideIcon;
  lang?: string;
}

export interface MenuProps<T extends string> {
  label: string;
  items: readonly MenuEntry<T>[];
  onAction: (id: T) => void;
  kind?: "plain" | "bare" | "tool";
  size?: "sm" | "md";
  icon?: LucideIcon;
}

export function Menu<T extends string>({
  label,
  items,
  onAction,
  kind = "plain",
  size = "md",
  icon: Icon,
}: MenuProps<T>) {
  return (
    <MenuTrigger>
      <AriaButton className={cx(button.button, button[kind], button[size])}>
        {Icon && <Icon className={button.icon} aria-hidden="true" />}
        <span>{label}</span>
        {!Icon && <ChevronDown className={button.icon} aria-hidden="true" />}
      </AriaButton>
      <Popover className={css.popover} placement="bottom end">
        <AriaMenu
          className={css.menu}
          items={items}
          onAction={(key) => {
            const chosen = items.find((item) => item.id === key);
            if (chosen) onAction(chosen.id);
          }}
        >
          {(item) => (
            <MenuItem id={item.id} textValue={item.label} className={css.item}>
              {item.icon && <item.icon className={css.icon} aria-hidden="true" />}
              <span lang={item.lang}>{item.label}</span>
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
