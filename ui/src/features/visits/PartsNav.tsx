// The parts of a visit, one under another on one line.
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { allParts, type Part } from "./parts";
import css from "./PartsNav.module.css";

export interface PartsNavProps {
  part: Part;
  onOpen: (part: Part) => void;
  isDone: (part: Part) => boolean;
  touched: number;
  goals: number;
  services: number;
  asked: number;
}

export function PartsNav({ part, onOpen, isDone, touched, goals, services, asked }: PartsNavProps) {
  const { say } = useWords();
  const more: Partial<Record<Part, string>> = {
    goals: say("visit.part.touched", { n: touched, of: goals }),
    ...(0 < asked ? { ask: say("visit.part.asked", { n: asked }) } : {}),
    note: say("visit.part.services", { n: services }),
  };
  return (
    <nav className={css.parts} aria-label={say("visit.parts")}>
      <ol>
        {allParts.map((each) => (
          <li key={each} aria-current={each === part ? "step" : undefined}>
            <button type="button" onClick={() => onOpen(each)}>
              <Glyph kind={each === part ? "now" : isDone(each) ? "done" : "todo"} />
              <span>
                {say(`visit.part.${each}`)}
                {each !== part && isDone(each) && (
                  <span className="sr">, {say("status.done")}</span>
                )}
                {more[each] && <small>{more[each]}</small>}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
