// Neither of the two: another answer, in the same form as theirs.
import { useState } from "react";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import { codesOf, partOf, withPart, type Part, type Shape } from "./fields";
import { codeLabel } from "./value";
import css from "./Questions.module.css";

export interface OwnAnswerProps {
  shape: Shape;
  /** What it starts from: the answer shown so far. */
  from: unknown;
  question: string;
  busy: boolean;
  onUse: (value: unknown) => void;
  onLeave: () => void;
}

function PartField({
  part,
  label,
  value,
  onChange,
}: {
  part: Part;
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}) {
  const words = useWords();
  const held = partOf(value, part.key);
  const set = (next: string) => onChange(withPart(value, part.key, next));
  switch (part.is) {
    case "text":
      return <TextArea label={label} rows={2} value={held} onChange={set} />;
    case "day":
      return <DayField label={label} value={held} onChange={set} />;
    case "code":
      return (
        <Select
          label={label}
          options={codesOf[part.list].map((id) => ({ id, label: codeLabel(words, part.list, id) }))}
          value={held}
          onChange={set}
        />
      );
  }
}

export function OwnAnswer({ shape, from, question, busy, onUse, onLeave }: OwnAnswerProps) {
  const { say } = useWords();
  const [value, setValue] = useState(from);
  const parts = "one" in shape ? [shape.one] : shape.parts;
  const [first] = parts;
  const empty = first !== undefined && partOf(value, first.key).trim() === "";
  return (
    <div className={css.own}>
      {parts.map((part) => (
        <PartField
          key={part.key}
          part={part}
          label={part.word ? say(part.word) : question}
          value={value}
          onChange={setValue}
        />
      ))}
      <div className={css.row}>
        <Button kind="go" isDisabled={busy || empty} onPress={() => onUse(value)}>
          {say("conflict.useOwn")}
        </Button>
        <Button kind="bare" onPress={onLeave}>
          {say("conflict.leaveOwn")}
        </Button>
      </div>
    </div>
  );
}
