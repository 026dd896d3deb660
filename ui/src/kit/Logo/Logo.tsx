// The satchel: the mark beside the name, and the open bag with its papers.
import css from "./Logo.module.css";

export function Logo() {
  return (
    <svg className={css.logo} viewBox="0 0 28 28" aria-hidden="true">
      <path d="M10 8.5V7a4 4 0 0 1 8 0v1.5" fill="none" stroke="currentColor" strokeWidth={2} />
      <rect x={3} y={8.5} width={22} height={16} rx={4} fill="currentColor" />
      <path
        d="M3.6 13.2c3 4 6.4 4.9 10.4 4.900s7.4-.9 10.4-4.9"
        fill="none"
        className={css.ground}
        strokeWidth={1.5}
        strokeDasharray="2.3 1.7"
      />
      <rect x={12.3} y={15.7} width={3.4} height={5} rx={1.5} className={css.clasp} />
    </svg>
  );
}

export function Bag() {
  return (
    <svg
      className={css.bag}
      viewBox="0 0 36 36"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path d="M10.5 14V5.5h10V14" className={css.paper} strokeWidth={1.5} />
      <path d="M16 14V8.5h10V14" className={css.paper} strokeWidth={1.5} />
      <path d="M13 8.5h4M18.7 11.500h4.5" strokeWidth={1.3} strokeLinecap="round" />
      <rect x={4.5} y={13} width={27} height={18} rx={4} className={css.body} strokeWidth={1.75} />
      <path
        d="M4.8 17.500C9 22 13.5 23 18 23s9-1 13.2-5.5"
        strokeWidth={1.4}
        strokeDasharray="2.6 2"
      />
      <rect x={16} y={20.5} width={4} height={5.5} rx={1.6} fill="currentColor" stroke="none" />
    </svg>
  );
}
