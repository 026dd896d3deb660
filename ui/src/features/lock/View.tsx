// The picture of the lock screen: hills, a house, the stitched road.
import css from "./View.module.css";

export function View() {
  return (
    <svg
      className={css.view}
      viewBox="0 0 720 752"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      <rect className={css.sky} width={720} height={752} />
      <circle className={css.sun} cx={486} cy={250} r={64} />
      <path
        className={css.far}
        d="M0 344C70 300 130 292 196 318c60 24 104 2 158-34 62-40 128-22 190 20 58 38 110 34 176 8V752H0z"
      />
      <path
        className={css.mid}
        d="M0 430c84-52 160-40 236-6 92 42 160 12 232-24 84-42 160-34 252 14V752H0z"
      />
      <path
        className={css.near}
        d="M0 560c70-60 168-82 276-54 110 28 176 30 262-12 66-32 124-36 182-22V752H0z"
      />
      <path className={css.sun} d="M560 452h44v34h-44z" />
      <path className={css.front} d="M553 454l29-24 29 24z" />
      <path className={css.front} d="M577 468h11v18h-11z" />
      <g className={css.front}>
        <ellipse cx={632} cy={452} rx={17} ry={25} />
        <path d="M630 470h4v26h-4z" />
        <ellipse cx={530} cy={468} rx={11} ry={17} />
        <path d="M528 478h4v20h-4z" />
        <ellipse cx={118} cy={486} rx={23} ry={33} />
        <path d="M115.5 508h5v40h-5z" />
        <ellipse cx={72} cy={512} rx={15} ry={22} />
        <path d="M70 526h4v30h-4z" />
      </g>
      <path className={css.front} d="M0 676c96-56 214-70 330-40 128 34 236 26 390-24V752H0z" />
      <path
        className={css.road}
        d="M250 752c6-44 60-66 132-78 92-16 150-34 128-62-20-24-112-22-104-54 6-26 90-32 176-60"
        strokeWidth={4}
        strokeDasharray="13 11"
      />
    </svg>
  );
}
