// Calls and papers, what is due first. A task is ticked here; a step of a plan is opened.
import { useNavigation, type Screen } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { ToDo, Today } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { comprehensive } from "../comprehensive/comprehensive";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { Failed } from "../../kit/Failed/Failed";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Glyph } from "../../kit/Status/Glyph";
import { Status } from "../../kit/Status/Status";
import { dueGlyph, dueThing, dueWhen } from "../../words/due";
import { useWords } from "../../words/words";
import css from "./Side.module.css";

function When({ toDo }: { toDo: ToDo }) {
  const words = useWords();
  return toDo.due.press === "later" ? (
    <span className="faint nowrap">{words.day(toDo.due.by)}</span>
  ) : (
    <Status kind={dueGlyph(toDo.due)} size="sm">
      {dueWhen(words, toDo.due)}
    </Status>
  );
}

/** Where what is to be done is done. */
function placeOf({ member, due }: ToDo): Screen {
  if (due.what === "perinatal") return { at: "member", member, tab: "pregnancy" };
  if (due.what === "request") return { at: "member", member, tab: "rights" };
  if (due.what === "comprehensive") {
    return { at: "assessment", member, instrument: comprehensive };
  }
  return { at: "plan", member };
}

export function ToDos({ today }: { today: Today }) {
  const words = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const { tell, busy, failure } = useTell("tasks.put");
  const { toDo, toDoTotal } = today;
  if (toDoTotal === 0) return null;
  const hidden = toDoTotal - toDo.length;
  return (
    <Section
      title={words.say("today.toDo")}
      more={0 < hidden && <span className="quiet">{words.say("today.more", { n: hidden })}</span>}
    >
      <ul className={css.todos}>
        {toDo.map((each) => {
          const { task, member, seen } = each;
          return (
            <li
              key={task ?? each.intervention ?? `${member} ${each.due.label?.en ?? each.due.what}`}
            >
              {task === null ? (
                <p className={css.step} data-tone={each.due.press}>
                  <Glyph kind={dueGlyph(each.due)} />
                  <span>
                    <Link kind="title" onPress={() => go(placeOf(each))}>
                      {dueThing(words, each.due)}
                    </Link>
                    <small>
                      {name(each.name)} <Asked is={each.due.twoAnswers} />
                    </small>
                  </span>
                  <When toDo={each} />
                </p>
              ) : (
                <Checkbox
                  isSelected={false}
                  isDisabled={busy}
                  onChange={() => void tell({ member, task, seen, status: "done" })}
                  end={<When toDo={each} />}
                >
                  {dueThing(words, each.due)}
                  <small>
                    {name(each.name)} <Asked is={each.due.twoAnswers} />
                  </small>
                </Checkbox>
              )}
            </li>
          );
        })}
      </ul>
      <Failed problem={failure} />
    </Section>
  );
}
