// The twelve areas as a wheel with fixed places. Arrow keys walk round it; the same stands as a
// list beneath.
import { useId, type KeyboardEvent } from "react";
import type { Domain } from "../../contract/generated";
import { Glyph, type GlyphKind } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import css from "./DomainWheel.module.css";
import { asked, draw, stepRound, wheel, type Sector, type SectorState } from "./wheel";

export const stateGlyph: Record<Exclude<SectorState, "has_need">, GlyphKind> = {
  no_need: "noNeed",
  later: "later",
  declined: "declined",
  to_ask: "unknown",
};

export interface DomainWheelProps {
  sectors: readonly Sector[];
  selected: Domain | null;
  onSelect: (domain: Domain) => void;
}

/** "Housing, 2 needs" · "Long-term, to ask": begins with what is seen. */
export function useSectorWords(): (sector: Sector) => string {
  const { say } = useWords();
  return ({ domain, state, needs }) =>
    say(`plan.sector.${state}`, { domain: say(`plan.short.${domain}`), n: needs });
}

export function DomainWheel({ sectors, selected, onSelect }: DomainWheelProps) {
  const { say } = useWords();
  const words = useSectorWords();
  const id = useId();
  const at = sectors.findIndex((sector) => sector.domain === selected);
  const walk = (event: KeyboardEvent) => {
    const next = stepRound(Math.max(at, 0), event.key, sectors.length);
    const sector = next === undefined ? undefined : sectors[at < 0 ? 0 : next];
    if (!sector) return;
    event.preventDefault();
    onSelect(sector.domain);
  };
  return (
    <svg
      className={css.wheel}
      viewBox={`0 0 ${wheel.width} ${wheel.height}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture has no <select>
      role="listbox"
      tabIndex={0}
      aria-label={say("plan.wheel", { n: asked(sectors), of: sectors.length })}
      aria-activedescendant={selected ? `${id}-${selected}` : undefined}
      onKeyDown={walk}
    >
      <defs>
        <pattern
          id={`${id}-hatch`}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V6" className={css.hatch} />
        </pattern>
      </defs>
      {sectors.map((sector, index) => (
        <g
          key={sector.domain}
          id={`${id}-${sector.domain}`}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a picture has no <option>
          role="option"
          aria-selected={sector.domain === selected}
          aria-label={words(sector)}
          className={css.sector}
          data-state={sector.state}
          onPointerDown={() => onSelect(sector.domain)}
        >
          <SectorShape sector={sector} index={index} hatch={`url(#${id}-hatch)`} />
        </g>
      ))}
      <text x={wheel.x} y={wheel.y + 4} textAnchor="middle" className={css.big} aria-hidden="true">
        {asked(sectors)}
      </text>
      <text x={wheel.x} y={wheel.y + 21} textAnchor="middle" aria-hidden="true">
        {say("plan.ofAll", { n: sectors.length })}
      </text>
    </svg>
  );
}

function SectorShape({ sector, index, hatch }: { sector: Sector; index: number; hatch: string }) {
  const { say } = useWords();
  const { domain, state, needs } = sector;
  const { path, mark, label } = draw(index, state);
  return (
    <>
      {state === "later" && <path d={path} fill={hatch} stroke="none" />}
      <path d={path} className={css.shape} />
      <text x={label.x} y={label.y} textAnchor={label.anchor} className={css.label}>
        {say(`plan.short.${domain}`)}
      </text>{" "}
      {state === "has_need" ? (
        <text x={mark.x} y={mark.y + 7} textAnchor="middle" className={css.count}>
          {needs}
        </text>
      ) : (
        <>
          <circle cx={mark.x} cy={mark.y} r={9} className={css.ground} />
          <svg
            x={mark.x - 7}
            y={mark.y - 7}
            width={14}
            height={14}
            viewBox="0 0 16 16"
            className={css.glyph}
          >
            <Glyph kind={stateGlyph[state]} />
          </svg>
        </>
      )}
    </>
  );
}
