// Where a number lies on a line, and the band it should lie in. The sentence beside it says so too.
import css from "./Band.module.css";

export interface BandProps {
  value: number;
  from: number;
  to: number;
  label: string;
}

const width = 208;

export function Band({ value, from, to, label }: BandProps) {
  const room = to - from;
  const least = Math.min(value, from - 3 * room);
  const most = Math.max(value, to + 2 * room);
  const x = (n: number) => 10 + ((n - least) / (most - least)) * (width - 20);
  return (
    <svg className={css.band} viewBox={`0 0 ${width} 34`} role="img" aria-label={label}>
      <path className={css.axis} d={`M4 14H${width - 4}`} />
      <rect className={css.inside} x={x(from)} y={8} width={x(to) - x(from)} height={12} rx={6} />
      <circle className={css.dot} cx={x(value)} cy={14} r={6} />
      <text x={x(from)} y={33} textAnchor="middle">
        {from}
      </text>
      <text x={x(to)} y={33} textAnchor="middle">
        {to}
      </text>
    </svg>
  );
}
