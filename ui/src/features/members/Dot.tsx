// Filled: it happened, it holds.
export function Dot() {
  return (
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <circle cx={8} cy={8} r={4.5} fill="currentColor" />
    </svg>
  );
}
