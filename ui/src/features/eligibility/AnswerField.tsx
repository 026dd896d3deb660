// The field for one answer, as the fact asks for it: yes or no, a choice, a list, a number, a day.
import type { FactView } from "../../contract/generated";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import css from "./Eligibility.module.css";
import { valueWord } from "./facts";

export interface AnswerFieldProps {
  fact: FactView;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  answered: boolean;
  values: readonly string[];
  onChange: (values: string[]) => void;
}

function ListField({ fact, label, error, answered, values, onChange }: AnswerFieldProps) {
  const words = useWords();
  const without = (value: string) => values.filter((each) => each !== value);
  return (
    <fieldset className={css.list}>
      <legend>{label}</legend>
      {fact.values.map((value) => (
        <Checkbox
          key={value}
          isSelected={values.includes(value)}
          onChange={(is) => onChange(is ? [...values, value] : without(value))}
        >
          {valueWord(words, value)}
        </Checkbox>
      ))}
      <Checkbox isSelected={answered && values.length === 0} onChange={() => onChange([])}>
        {words.say(
          fact.fact === "plan_exception" ? "eligibility.exceptionNone" : "eligibility.noneOfThese",
        )}
      </Checkbox>
      {error && (
        <p role="alert" className={css.error}>
          <Glyph kind="late" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

function DateAnswer({ label, error, values, onChange }: AnswerFieldProps) {
  const { say } = useWords();
  const never = values[0] === "never";
  return (
    <div className={css.dateAnswer}>
      {!never && (
        <DayField
          label={label}
          error={error}
          value={values[0] ?? ""}
          onChange={(day) => onChange(day === "" ? [] : [day])}
        />
      )}
      <Checkbox isSelected={never} onChange={(is) => onChange(is ? ["never"] : [])}>
        {say("eligibility.never")}
      </Checkbox>
    </div>
  );
}

export function AnswerField(props: AnswerFieldProps) {
  const words = useWords();
  const { fact, label, error, values, onChange } = props;
  const one = values[0] ?? null;
  switch (fact.kind) {
    case "yes_no":
    case "one_of": {
      const choices = fact.kind === "yes_no" ? ["yes", "no"] : fact.values;
      return (
        <RadioTiles
          label={label}
          error={error}
          look={fact.kind === "yes_no" ? "tile" : "row"}
          options={choices.map((id) => ({ id, label: valueWord(words, id) }))}
          value={one}
          onChange={(value) => onChange([value])}
        />
      );
    }
    case "any_of":
      return <ListField {...props} />;
    case "number":
      return (
        <TextField
          label={label}
          error={error}
          inputMode="numeric"
          value={one ?? ""}
          onChange={(value) => onChange(value.trim() === "" ? [] : [value.trim()])}
        />
      );
    case "date":
      return <DateAnswer {...props} />;
  }
}
