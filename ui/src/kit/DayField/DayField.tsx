// A day in three labelled fields: month as a word, day, year. For births and for planning alike.
import { useState } from "react";
import { Group, Label } from "react-aria-components";
import { monthNames } from "../../words/dates";
import { useWords } from "../../words/words";
import field from "../Field/Field.module.css";
import { TextField } from "../Field/TextField";
import { Select } from "../Select/Select";
import { Glyph } from "../Status/Glyph";
import { dayFrom, isNoDay, typedFrom } from "./day";
import css from "./DayField.module.css";

export interface DayFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  /** "YYYY-MM-DD", or "" while it is not a day. */
  value: string;
  onChange: (value: string) => void;
}

export function DayField({ label, hint, error, value, onChange }: DayFieldProps) {
  const { say, locale } = useWords();
  const [typed, setTyped] = useState(() => typedFrom(value));
  const [shown, setShown] = useState(value);
  // The value was set from outside: a draft was found, or the form was emptied.
  if (value !== shown) {
    setShown(value);
    if (value !== dayFrom(typed)) setTyped(typedFrom(value));
  }
  const change = (part: Partial<typeof typed>) => {
    const next = { ...typed, ...part };
    setTyped(next);
    const day = dayFrom(next);
    setShown(day);
    if (day !== value) onChange(day);
  };
  const problem = error ?? (isNoDay(typed) ? say("dayField.noDay") : undefined);
  const months = monthNames(locale).map((name, index) => ({ id: String(index + 1), label: name }));

  return (
    <Group className={field.field} aria-label={label} isInvalid={Boolean(problem)}>
      <Label className={field.label} elementType="span">
        {label}
      </Label>
      {hint && <span className={field.hint}>{hint}</span>}
      <div className={css.three}>
        <Select
          label={say("dayField.month")}
          placeholder={say("dayField.chooseMonth")}
          options={months}
          value={typed.month}
          onChange={(month) => change({ month })}
        />
        <TextField
          label={say("dayField.day")}
          inputMode="numeric"
          maxLength={2}
          value={typed.day}
          onChange={(day) => change({ day: day.replaceAll(/\D/g, "") })}
        />
        <TextField
          label={say("dayField.year")}
          inputMode="numeric"
          maxLength={4}
          value={typed.year}
          onChange={(year) => change({ year: year.replaceAll(/\D/g, "") })}
        />
      </div>
      {problem && (
        <span className={field.error} role="alert">
          <Glyph kind="late" />
          <span>{problem}</span>
        </span>
      )}
    </Group>
  );
}
