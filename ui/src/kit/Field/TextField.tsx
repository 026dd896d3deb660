// One line of text with its label, hint and, when wrong, a sentence that says what is right.
import type { ReactNode } from "react";
import {
  FieldError,
  Input,
  Label,
  Text,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { cx } from "../cx";
import { Glyph } from "../Status/Glyph";
import css from "./Field.module.css";

export interface FieldProps {
  label: string;
  /** The label is read aloud but not shown, where the place already says it. */
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong and what is right, in one sentence. */
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  autoFocus?: boolean;
  isDisabled?: boolean;
  isRequired?: boolean;
  lang?: string;
  size?: "md" | "lg";
}

export interface TextFieldProps
  extends
    FieldProps,
    Pick<AriaTextFieldProps, "type" | "autoComplete" | "inputMode" | "name" | "maxLength"> {}

export function TextField({
  label,
  labelHidden,
  hint,
  error,
  lang,
  size = "md",
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField {...rest} isInvalid={Boolean(error)} className={css.field}>
      <Label className={labelHidden ? "sr" : css.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={css.hint}>
          {hint}
        </Text>
      )}
      <Input className={cx(css.input, css[size])} lang={lang} />
      <FieldError className={css.error}>
        <Glyph kind="late" />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  );
}
