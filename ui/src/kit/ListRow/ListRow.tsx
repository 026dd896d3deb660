// One row of a list: glyph · title · second line · status flush right.
import type { ReactNode } from "react";
import { Link } from "../Link/Link";
import { Glyph, type GlyphKind } from "../Status/Glyph";
import css from "./ListRow.module.css";

export interface ListRowProps {
  glyph?: GlyphKind | undefined;
  /** Any other small mark in the glyph's place. */
  mark?: ReactNode;
  title: ReactNode;
  titleLang?: string;
  /** Opens the row. */
  onOpen?: () => void;
  children?: ReactNode;
  end?: ReactNode;
}

/** A list of rows; `ruled` only where rows are worked through one after another. */
export function Rows({
  label,
  ruled = false,
  children,
}: {
  label?: string;
  ruled?: boolean;
  children: ReactNode;
}) {
  return (
    <ul aria-label={label} className={ruled ? css.ruled : css.rows}>
      {children}
    </ul>
  );
}

export function ListRow({ glyph, mark, title, titleLang, onOpen, children, end }: ListRowProps) {
  return (
    <li className={css.row} data-tone={glyph}>
      <span className={css.mark}>{mark ?? (glyph && <Glyph kind={glyph} />)}</span>
      <div className={css.text}>
        <p className={css.title} lang={titleLang}>
          {onOpen ? (
            <Link kind="title" onPress={onOpen}>
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        {children && <div className={css.second}>{children}</div>}
      </div>
      {end && <div className={css.end}>{end}</div>}
    </li>
  );
}
