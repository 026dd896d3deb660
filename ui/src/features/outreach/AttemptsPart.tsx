// Each attempt, whether it counts and why not; and writing down another, in one press or in full.
import { useState } from "react";
import type { AttemptView, Member, PersonOutreach } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Stitch } from "../../kit/Stitch/Stitch";
import { languageName } from "../../words/languages";
import { useWords, type Words } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { AttemptForm } from "./AttemptForm";
import type { Lists } from "./lists";
import css from "./Outreach.module.css";
import { TapPanel } from "./TapPanel";

function details(words: Words, attempt: AttemptView): string {
  const { say, fullMoment, locale, day } = words;
  return [
    fullMoment(attempt.at),
    attempt.minutes === null ? "" : say("outreach.minutes", { n: attempt.minutes }),
    attempt.language === "" ? "" : languageName(locale, attempt.language),
    attempt.whereWords,
    attempt.again === null ? "" : say("outreach.againOn", { day: day(attempt.again) }),
    attempt.by.isYou ? say("plan.you") : attempt.signature,
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

interface RowProps {
  member: string;
  attempt: AttemptView;
  lists: Lists;
  mayChange: boolean;
}

function Row({ member, attempt, lists, mayChange }: RowProps) {
  const words = useWords();
  const { say, moment } = words;
  const both = useBoth();
  const { tell, busy, failure } = useTell("attempts.takeBack");
  const { takenBack, whyNot, record } = attempt;
  const back = () => void tell({ member, record, reason: "" });
  const title = say("outreach.attemptTitle", {
    method: lists.method(attempt.method),
    outcome: lists.outcome(attempt.outcome),
  });
  return (
    <ListRow
      glyph={takenBack ? "declined" : whyNot ? "noNeed" : attempt.reached ? "done" : "todo"}
      title={takenBack ? <s>{title}</s> : title}
      end={
        takenBack === null &&
        mayChange && (
          <Button kind="bare" size="sm" isDisabled={busy} onPress={back}>
            {say("outreach.takeBack")}
          </Button>
        )
      }
    >
      {details(words, attempt)} {attempt.whereabouts !== "at_clinic" && <Stitch />}
      {attempt.words !== "" && <p>{attempt.words}</p>}
      <p className={css.counts}>
        {takenBack
          ? say("outreach.takenBack", { who: takenBack.signature, when: moment(takenBack.at) })
          : whyNot
            ? say("outreach.notCounted", { why: both(whyNot) })
            : say("outreach.counts")}
      </p>
      <Failed problem={failure} />
    </ListRow>
  );
}

export interface AttemptsPartProps {
  member: Member;
  outreach: PersonOutreach;
  lists: Lists;
}

export function AttemptsPart({ member, outreach, lists }: AttemptsPartProps) {
  const { say } = useWords();
  const [full, setFull] = useState(false);
  const { attempts, made, next, enrolled, mayChange } = outreach;
  const method = next?.method ?? attempts[0]?.method ?? "phone";
  return (
    <Section
      title={say("outreach.attempts")}
      {...(0 < made.atClinic + made.unsent
        ? {
            more: say("outreach.attemptsMore", {
              made: made.atClinic,
              counted: made.counted,
              unsent: made.unsent,
            }),
          }
        : {})}
    >
      {mayChange &&
        (full ? (
          <AttemptForm
            member={member.member}
            languages={member.languages}
            lists={lists}
            method={method}
            onClose={() => setFull(false)}
          />
        ) : (
          <>
            {enrolled === null && (
              <TapPanel
                member={member.member}
                language={member.languages[0] ?? null}
                lists={lists}
                method={method}
                details={false}
              />
            )}
            <Button kind="bare" onPress={() => setFull(true)}>
              {say("outreach.inFull")}
            </Button>
          </>
        ))}
      {attempts.length === 0 && <p className="quiet">{say("outreach.noAttempts")}</p>}
      <Rows ruled>
        {attempts.map((attempt) => (
          <Row
            key={attempt.record}
            member={member.member}
            attempt={attempt}
            lists={lists}
            mayChange={mayChange}
          />
        ))}
      </Rows>
    </Section>
  );
}
