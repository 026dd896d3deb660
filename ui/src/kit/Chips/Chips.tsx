// Filters and quick choices: pressed or not, with how many each would show.
import { Check } from "lucide-react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import css from "./Chips.module.css";

export interface Chip<T extends string = string> {
  id: T;
  label: string;
  count?: number;
  lang?: string;
}

interface Common<T extends string> {
  label: string;
  options: readonly Chip<T>[];
}

export interface ChipsProps<T extends string> extends Common<T> {
  value: readonly T[];
  onChange: (value: T[]) => void;
}

function Group<T extends string>({
  label,
  options,
  value,
  onChange,
  mode,
}: ChipsProps<T> & { mode: "single" | "multiple" }) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className={css.chips}
      selectionMode={mode}
      disallowEmptySelection={mode === "single"}
      selectedKeys={value}
      onSelectionChange={(keys) =>
        onChange(options.map((option) => option.id).filter((id) => keys.has(id)))
      }
    >
      {options.map((option) => (
        <ToggleButton key={option.id} id={option.id} className={css.chip}>
          {({ isSelected }) => (
            <>
              {mode === "multiple" && isSelected && (
                <Check className={css.check} aria-hidden="true" />
              )}
              <span lang={option.lang}>{option.label}</span>
              {option.count !== undefined && <b>{option.count}</b>}
            </>
          )}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

/** Any number of them. */
export function Chips<T extends string>(props: ChipsProps<T>) {
  return <Group {...props} mode="multiple" />;
}

/** Exactly one of them. */
export function ChipChoice<T extends string>({
  value,
  onChange,
  ...common
}: Common<T> & { value: T; onChange: (value: T) => void }) {
  return (
    <Group
      {...common}
      mode="single"
      value={[value]}
      onChange={([chosen]) => chosen !== undefined && onChange(chosen)}
    />
  );
}
