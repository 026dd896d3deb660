// Yes or not yet. The words beside it are part of the target.
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import css from "./Checkbox.module.css";

export interface CheckboxProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  /** Flush right: a status, a day. */
  end?: ReactNode;
  children: ReactNode;
}

export function Checkbox({
  isSelected,
  onChange,
  isDisabled = false,
  end,
  children,
}: CheckboxProps) {
  return (
    <AriaCheckbox
      className={css.check}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      <span className={css.box} aria-hidden="true">
        <Check />
      </span>
      <span className={css.text}>{children}</span>
      {end && <span className={css.end}>{end}</span>}
    </AriaCheckbox>
  );
}
