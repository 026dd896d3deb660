// Plain text, with a line under what ticks wrote. A text area holds the words, so that typing,
// dictating and spelling work as everywhere; a copy of the words beneath it carries the lines.
import { pieces } from "./note";
import css from "./NotePane.module.css";
import type { Opening } from "./useOpenings";

export interface NoteEditorProps {
  label: string;
  placeholder: string;
  value: string;
  openings: readonly Opening[];
  onChange: (value: string) => void;
  onBlur: () => void;
}

export function NoteEditor({ label, placeholder, value, openings, ...on }: NoteEditorProps) {
  const cut = pieces(
    value,
    openings.flatMap((opening) => opening.all),
  );
  return (
    <div className={css.editor}>
      <div className={css.under} aria-hidden="true">
        {cut.map(({ text, ours, at }) =>
          ours ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>,
        )}
        {/* A last empty line has a height of its own. */}
        {"\u200b"}
      </div>
      <textarea
        className={css.text}
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => on.onChange(event.currentTarget.value)}
        onBlur={on.onBlur}
      />
    </div>
  );
}
