// What the marks of the line mean.
import { useWords } from "../../words/words";
import css from "./Line.module.css";
import layout from "./Perinatal.module.css";

export function Key() {
  const { say } = useWords();
  return (
    <div className={layout.key} aria-hidden="true">
      <span>
        <svg viewBox="0 0 16 16">
          <circle cx={8} cy={8} r={5} className={css.done} />
        </svg>
        {say("perinatal.key.done")}
      </span>
      <span>
        <svg viewBox="0 0 16 16">
          <circle cx={8} cy={8} r={5} className={css.ring} />
        </svg>
        {say("perinatal.key.open")}
      </span>
      <span>
        <svg viewBox="-8 0 24 16">
          <path d="M-6 8H2" className={css.window} />
          <circle cx={8} cy={8} r={5} className={css.ringDue} />
        </svg>
        {say("perinatal.key.due")}
      </span>
      <span>
        <svg viewBox="0 0 16 16">
          <path d="M4 4l8 8M12 4l-8 8" className={css.missed} />
        </svg>
        {say("perinatal.key.missed")}
      </span>
      <span>
        <svg viewBox="0 0 16 16">
          <circle cx={8} cy={8} r={6.5} className={css.high} />
        </svg>
        {say("perinatal.key.mood")}
      </span>
    </div>
  );
}
