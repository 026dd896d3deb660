// One of two to four short words, in one line.
import { Label, Radio, RadioGroup } from "react-aria-components";
import field from "../Field/Field.module.css";
import css from "./Segmented.module.css";

export interface SegmentedProps<T extends string> {
  label: string;
  labelHidden?: boolean;
  options: readonly { id: T; label: string; lang?: string }[];
  value: T | null;
  onChange: (value: T) => void;
}

export function Segmented<T extends string>({
  label,
  labelHidden,
  options,
  value,
  onChange,
}: SegmentedProps<T>) {
  return (
    <RadioGroup
      className={field.field}
      orientation="horizontal"
      value={value}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id);
        if (chosen) onChange(chosen.id);
      }}
    >
      <Label className={labelHidden ? "sr" : field.label}>{label}</Label>
      <div className={css.track}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={css.piece}>
            <span lang={option.lang}>{option.label}</span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
