// At most one a screen, and only when a person must act or must know.
import type { ReactNode } from "react";
import { cx } from "../cx";
import { Glyph, type GlyphKind } from "../Status/Glyph";
import css from "./Banner.module.css";

export interface BannerProps {
  /** late: not safe, or refused · due: a person is needed soon · unsent: about the satchel · quiet: a fact */
  kind?: "late" | "due" | "unsent" | "quiet";
  glyph?: GlyphKind;
  children: ReactNode;
  action?: ReactNode;
}

const glyphs = { late: "late", due: "due", unsent: "unsent", quiet: "outside" } as const;

export function Banner({ kind = "quiet", glyph, children, action }: BannerProps) {
  return (
    <div className={cx(css.banner, css[kind])} role={kind === "late" ? "alert" : "status"}>
      <Glyph kind={glyph ?? glyphs[kind]} />
      <div className={css.text}>{children}</div>
      {action && <div className={css.action}>{action}</div>}
    </div>
  );
}
