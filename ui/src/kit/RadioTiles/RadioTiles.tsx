// One of a few, in large tiles: for choosing while talking. Her language large, ours small.
import { FieldError, Label, Radio, RadioGroup, Text } from "react-aria-components";
import { cx } from "../cx";
import field from "../Field/Field.module.css";
import { Glyph } from "../Status/Glyph";
import css from "./RadioTiles.module.css";

export interface Tile<T extends string = string> {
  id: T;
  label: string;
  /** Small second line. */
  sub?: string;
  lang?: string;
}

export interface RadioTilesProps<T extends string> {
  label: string;
  labelHidden?: boolean;
  hint?: string;
  error?: string | undefined;
  options: readonly Tile<T>[];
  value: T | null;
  onChange: (value: T) => void;
  /** tile: filled when chosen, 76 px · row: one under another, with a ring */
  look?: "tile" | "row";
  isDisabled?: boolean;
}

export function RadioTiles<T extends string>({
  label,
  labelHidden,
  hint,
  error,
  options,
  value,
  onChange,
  look = "tile",
  isDisabled = false,
}: RadioTilesProps<T>) {
  return (
    <RadioGroup
      className={field.field}
      value={value}
      isInvalid={Boolean(error)}
      isDisabled={isDisabled}
      onChange={(id) => {
        const chosen = options.find((option) => option.id === id);
        if (chosen) onChange(chosen.id);
      }}
    >
      <Label className={labelHidden ? "sr" : field.label}>{label}</Label>
      {hint && (
        <Text slot="description" className={field.hint}>
          {hint}
        </Text>
      )}
      <div className={look === "tile" ? css.tiles : css.rows}>
        {options.map((option) => (
          <Radio key={option.id} value={option.id} className={look === "tile" ? css.tile : css.row}>
            {({ isSelected }) => (
              <>
                {look === "row" && <Glyph kind={isSelected ? "now" : "todo"} />}
                <b lang={option.lang}>{option.label}</b>
                {option.sub && <span className={cx(css.sub)}>{option.sub}</span>}
              </>
            )}
          </Radio>
        ))}
      </div>
      <FieldError className={field.error}>
        <Glyph kind="late" />
        <span>{error}</span>
      </FieldError>
    </RadioGroup>
  );
}
