// Choosing a photograph: the chosen one, and a button to choose it or another.
import { ImagePlus } from "lucide-react";
import { FileTrigger } from "react-aria-components";
import { Button } from "../Button/Button";
import field from "../Field/Field.module.css";
import { Glyph } from "../Status/Glyph";
import css from "./PhotoPicker.module.css";

/** What the core can read. */
const accepted = ["image/jpeg", "image/png", "image/webp"];

export interface PhotoPickerProps {
  /** The chosen photograph, as an address the page may show. */
  url: string | undefined;
  /** What it is, for whoever cannot see it. */
  alt: string;
  choose: string;
  error?: string | undefined;
  onChoose: (file: File) => void;
}

export function PhotoPicker({ url, alt, choose, error, onChoose }: PhotoPickerProps) {
  return (
    <div className={css.picker}>
      {url && <img className={css.preview} src={url} alt={alt} />}
      <FileTrigger
        acceptedFileTypes={accepted}
        onSelect={(files) => {
          const [file] = files ?? [];
          if (file) onChoose(file);
        }}
      >
        <Button icon={ImagePlus} size="lg">
          {choose}
        </Button>
      </FileTrigger>
      {error && (
        <p role="alert" className={field.error}>
          <Glyph kind="late" />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
