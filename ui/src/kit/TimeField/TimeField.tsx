// An hour of the day, typed or stepped in segments. "HH:MM", or "" while there is none.
import { parseTime, type Time } from "@internationalized/date";
import {
  DateInput,
  DateSegment,
  FieldError,
  Label,
  Text,
  TimeField as AriaTimeField,
} from "react-aria-components";
import { cx } from "../cx";
import field from "../Field/Field.module.css";
import { Glyph } from "../Status/Glyph";
import css from "./TimeField.module.css";

export interface TimeFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  onChange: (value: string) => void;
}

function time(value: string): Time | null {
  return /^\d{2}:\d{2}/.test(value) ? parseTime(value.slice(0, 5)) : null;
}

export function TimeField({ label, hint, error, value, onChange }: TimeFieldProps) {
  return (
    <AriaTimeField
      className={field.field}
      value={time(value)}
      granularity="minute"
      hourCycle={12}
      isInvalid={Boolean(error)}
      onChange={(next) => onChange(next ? next.toString().slice(0, 5) : "")}
    >
      <Label className={field.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <DateInput className={cx(field.input, css.input)}>
        {(segment) => <DateSegment segment={segment} className={css.segment} />}
      </DateInput>
      <FieldError className={field.error}>
        <Glyph kind="late" />
        <span>{error}</span>
      </FieldError>
    </AriaTimeField>
  );
}
