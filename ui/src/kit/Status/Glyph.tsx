// The shapes of the status vocabulary. A shape is never alone: its word stands beside it.
import type { ReactNode } from "react";
import css from "./Status.module.css";

export type GlyphKind =
  | "done"
  | "todo"
  | "now"
  | "due"
  | "late"
  | "safety"
  | "unsent"
  | "moving"
  | "two"
  | "outside"
  | "noNeed"
  | "later"
  | "declined"
  | "unknown";

const line = { fill: "none", stroke: "currentColor" } as const;
const round = { strokeLinecap: "round", strokeLinejoin: "round" } as const;
const arrow = <path d="M8 11V5.4M5.6 7.6L8 5.2l2.4 2.4" {...line} strokeWidth={1.5} {...round} />;

const shapes: Record<GlyphKind, ReactNode> = {
  done: <path d="M2.8 8.6l3.5 3.6 7-8" {...line} strokeWidth={2} {...round} />,
  todo: <circle cx={8} cy={8} r={5.75} {...line} strokeWidth={1.75} />,
  now: (
    <>
      <circle cx={8} cy={8} r={7} {...line} strokeWidth={1.5} />
      <circle cx={8} cy={8} r={4} fill="currentColor" />
    </>
  ),
  due: (
    <>
      <circle cx={8} cy={8} r={6} {...line} strokeWidth={2} />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" />
    </>
  ),
  late: (
    <>
      <path d="M8 .6l7.4 7.4L8 15.4.6 8z" fill="currentColor" />
      <path
        d="M8 4.400v4.200M8 11.200v.1"
        className={css.inside}
        strokeWidth={1.8}
        strokeLinecap="round"
      />
    </>
  ),
  safety: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.200H5L.8 11V5z" fill="currentColor" />
      <path
        d="M8 4.200v4.400M8 11.400v.1"
        className={css.inside}
        strokeWidth={1.9}
        strokeLinecap="round"
      />
    </>
  ),
  unsent: (
    <>
      <circle cx={8} cy={8} r={6.6} {...line} strokeWidth={1.5} strokeDasharray="2.6 1.9" />
      {arrow}
    </>
  ),
  moving: (
    <>
      <circle cx={8} cy={8} r={6.6} {...line} strokeWidth={1.5} />
      {arrow}
    </>
  ),
  two: (
    <>
      <circle cx={5.6} cy={8} r={4.4} {...line} strokeWidth={1.7} />
      <circle cx={10.4} cy={8} r={4.4} {...line} strokeWidth={1.7} />
    </>
  ),
  outside: <path d="M8 2l6 6-6 6-6-6z" {...line} strokeWidth={1.7} strokeLinejoin="round" />,
  noNeed: (
    <>
      <circle cx={8} cy={8} r={6} {...line} strokeWidth={1.6} />
      <path d="M5.2 8h5.6" {...line} strokeWidth={1.6} strokeLinecap="round" />
    </>
  ),
  later: (
    <>
      <circle cx={8} cy={8} r={6} {...line} strokeWidth={1.6} />
      <path d="M6.4 5.6v4.8M9.6 5.600v4.8" {...line} strokeWidth={1.6} strokeLinecap="round" />
    </>
  ),
  declined: (
    <>
      <circle cx={8} cy={8} r={6} {...line} strokeWidth={1.6} />
      <path d="M4 12l8-8" {...line} strokeWidth={1.6} />
    </>
  ),
  unknown: (
    <>
      <circle cx={8} cy={8} r={6.2} {...line} strokeWidth={1.5} strokeDasharray="1.6 2" />
      <path
        d="M6.4 6.4a1.7 1.7 0 1 1 2.3 1.600c-.5.2-.7.5-.7 1M8 11.200v.1"
        {...line}
        strokeWidth={1.4}
        strokeLinecap="round"
      />
    </>
  ),
};

export function Glyph({ kind }: { kind: GlyphKind }) {
  return (
    <svg className={css.glyph} viewBox="0 0 16 16" aria-hidden="true" data-glyph={kind}>
      {shapes[kind]}
    </svg>
  );
}
