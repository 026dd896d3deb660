// Several lines of text. Grows with what is written, so that nothing scrolls inside a scroll.
import { useLayoutEffect, useRef } from "react";
import {
  FieldError,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from "react-aria-components";
import { cx } from "../cx";
import { Glyph } from "../Status/Glyph";
import css from "./Field.module.css";
import type { FieldProps } from "./TextField";

export interface TextAreaProps extends FieldProps {
  rows?: number;
}

export function TextArea({
  label,
  labelHidden,
  hint,
  error,
  lang,
  size = "md",
  rows = 3,
  value,
  ...rest
}: TextAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    // WebKitGTK has no field-sizing yet.
    element.style.blockSize = "auto";
    element.style.blockSize = `${element.scrollHeight + 4}px`;
  }, [value]);

  return (
    <AriaTextField {...rest} value={value} isInvalid={Boolean(error)} className={css.field}>
      <Label className={labelHidden ? "sr" : css.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={css.hint}>
          {hint}
        </Text>
      )}
      <AriaTextArea
        ref={area}
        rows={rows}
        lang={lang}
        className={cx(css.input, css.area, css[size])}
      />
      <FieldError className={css.error}>
        <Glyph kind="late" />
        <span>{error}</span>
      </FieldError>
    </AriaTextField>
  );
}
