// What needs her before the first door: notes that wait, questions with two answers, work that was set aside.
import { useNavigation } from "../../app/navigation";
import type { Today } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import css from "./Side.module.css";

/** How many things need her first: each draft, and each kind of question that waits. */
export function needsFirst({ drafts, twoAnswers, setAside }: Today): number {
  return drafts.length + (0 < twoAnswers ? 1 : 0) + (0 < setAside ? 1 : 0);
}

export function First({ today }: { today: Today }) {
  const { say, moment } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  if (needsFirst(today) === 0) return null;
  return (
    <Section title={say("today.firstTitle")}>
      <ul className={css.first}>
        {0 < today.twoAnswers && (
          <li className={css.due}>
            <Glyph kind="two" />
            <b>{say("today.twoAnswers", { n: today.twoAnswers })}</b>
            <p>{say("today.twoAnswersMore")}</p>
            <Button kind="bare" size="sm" onPress={() => go({ at: "sync" })}>
              {say("today.settle")}
            </Button>
          </li>
        )}
        {0 < today.setAside && (
          <li className={css.due}>
            <Glyph kind="due" />
            <b>{say("today.setAside", { n: today.setAside })}</b>
            <p>{say("today.setAsideMore")}</p>
            <Button kind="bare" size="sm" onPress={() => go({ at: "sync" })}>
              {say("today.setAsideLook")}
            </Button>
          </li>
        )}
        {today.drafts.map((draft) => {
          const { visit, member } = draft;
          return (
            <li key={draft.about} className={css.due}>
              <Glyph kind="due" />
              <b>
                {draft.name === ""
                  ? say("today.draft")
                  : say("today.draftAbout", { name: name(draft.name) })}
              </b>
              <p>{say("today.draftKept", { when: moment(draft.keptAt) })}</p>
              {member !== null && (
                <Button
                  kind="bare"
                  size="sm"
                  onPress={() =>
                    go(visit === null ? { at: "plan", member } : { at: "visit", member, visit })
                  }
                >
                  {say("today.goOnWriting")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
