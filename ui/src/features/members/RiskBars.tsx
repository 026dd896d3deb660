// Risk is three rising bars in ink, with its word.
import type { Risk } from "../../contract/generated";
import { useWords } from "../../words/words";
import css from "./MemberHead.module.css";

const level: Record<Risk, number> = { low: 1, medium: 2, high: 3 };

export function RiskBars({ risk }: { risk: Risk }) {
  const { say } = useWords();
  return (
    <span className={css.risk}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <rect
            key={bar}
            x={bar * 5 - 4}
            y={15 - bar * 4.5}
            width={4}
            height={bar * 4.5}
            rx={1}
            data-on={bar <= level[risk]}
          />
        ))}
      </svg>
      {say("member.risk", { word: say(`risk.${risk}`) })}
    </span>
  );
}
