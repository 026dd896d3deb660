// One of a list too long for tiles.
import { Check, ChevronDown } from "lucide-react";
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from "react-aria-components";
import { cx } from "../cx";
import field from "../Field/Field.module.css";
import { Glyph } from "../Status/Glyph";
import css from "./Select.module.css";

export interface Option<T extends string = string> {
  id: T;
  label: string;
  hint?: string;
  lang?: string;
}

export interface SelectProps<T extends string> {
  label: string;
  labelHidden?: boolean;
  hint?: string;
  error?: string | undefined;
  placeholder?: string;
  options: readonly Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  isDisabled?: boolean;
}

export function Select<T extends string>({
  label,
  labelHidden,
  hint,
  error,
  placeholder,
  options,
  value,
  onChange,
  isDisabled,
}: SelectProps<T>) {
  return (
    <AriaSelect
      className={field.field}
      value={value}
      isInvalid={Boolean(error)}
      {...(placeholder ? { placeholder } : {})}
      {...(isDisabled ? { isDisabled } : {})}
      onChange={(key) => {
        const chosen = options.find((option) => option.id === key);
        if (chosen) onChange(chosen.id);
      }}
    >
      <Label className={labelHidden ? "sr" : field.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <Button className={cx(field.input, css.button)}>
        <SelectValue className={css.value} />
        <ChevronDown className={css.icon} aria-hidden="true" />
      </Button>
      <FieldError className={field.error}>
        <Glyph kind="late" />
        <span>{error}</span>
      </FieldError>
      <Popover className={css.popover}>
        <ListBox className={css.list} items={options}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={css.item}>
              {({ isSelected }) => (
                <>
                  <span lang={option.lang}>
                    {option.label}
                    {option.hint && <small className={css.hint}>{option.hint}</small>}
                  </span>
                  {isSelected && <Check className={css.icon} aria-hidden="true" />}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
