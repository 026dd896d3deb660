// Questions with two answers, one at a time, each settled by a person.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import type { Conflict } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ConflictCard, type Answer } from "../../kit/ConflictCard/ConflictCard";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Slip } from "../../kit/Slip/Slip";
import { kindWord } from "../../words/kinds";
import { useWords } from "../../words/words";
import css from "./Conflicts.module.css";
import { shapeOf } from "./fields";
import { OwnAnswer } from "./OwnAnswer";
import { questionWord, readValue } from "./value";

function Value({ conflict, value }: { conflict: Conflict; value: unknown }) {
  const words = useWords();
  const { main, more, lang } = readValue(words, conflict.kind, conflict.field, value);
  if (conflict.kind === "goal" && conflict.field === "statement" && main !== "") {
    return (
      <Slip lang={lang} translation={more.join(" ")}>
        {main}
      </Slip>
    );
  }
  return (
    <>
      <span lang={lang}>{main === "" ? words.say("conflict.nothing") : main}</span>
      {more.map((line) => (
        <span key={line} className={css.more}>
          {line}
        </span>
      ))}
    </>
  );
}

function Question({ conflict }: { conflict: Conflict }) {
  const words = useWords();
  const { say, fullMoment } = words;
  const { name } = useNames();
  const { go } = useNavigation();
  const { tell, busy, failure } = useTell("conflicts.settle");
  const [writing, setWriting] = useState(false);
  const { entity, field, kind, member, answers } = conflict;
  const question = questionWord(words, kind, field);
  const shape = shapeOf(kind, field);
  const may = conflict.maySettle && !conflict.settledHere;
  const settle = async (choice: { by: "answer"; op: string } | { by: "words"; value: unknown }) => {
    const told = await tell({ entity, field, seen: answers.map((answer) => answer.op), choice });
    if ("ok" in told) setWriting(false);
  };
  // In order of time, so that neither side is recommended.
  const inTime: Answer[] = answers
    .toSorted((a, b) => a.at - b.at)
    .map(({ op, value, by, at }) => ({
      id: op,
      value: <Value conflict={conflict} value={value} />,
      who: by === null ? say("who.outside") : by.isYou ? say("who.you") : by.name,
      when: fullMoment(at),
      use:
        by?.isYou === true
          ? say("conflict.useYours")
          : say("conflict.useTheirs", { name: by?.name.split(/[\s,]/)[0] ?? say("who.outside") }),
    }));
  return (
    <ConflictCard
      question={
        <>
          <Link kind="title" onPress={() => go({ at: "member", member })}>
            {name(conflict.name)}
          </Link>
          {", "}
          {conflict.title === "" ? say(kindWord(kind)) : `“${conflict.title}”`}
          {": "}
          <b>{question}</b>
        </>
      }
      startedFromLabel={say("conflict.startedFrom")}
      startedFrom={<Value conflict={conflict} value={conflict.startedFrom} />}
      answers={inTime}
      onChoose={may ? (op) => void settle({ by: "answer", op }) : undefined}
      busy={busy}
      settled={conflict.settledHere}
      until={
        conflict.settledHere
          ? say("conflict.settledHere")
          : say(may ? "conflict.until" : "conflict.notYours")
      }
    >
      {may && shape && !writing && (
        <Button kind="bare" onPress={() => setWriting(true)}>
          {say("conflict.writeAnother")}
        </Button>
      )}
      {may && shape && writing && (
        <OwnAnswer
          shape={shape}
          from={answers[0]?.value}
          question={question}
          busy={busy}
          onUse={(value) => void settle({ by: "words", value })}
          onLeave={() => setWriting(false)}
        />
      )}
      <Failed problem={failure} />
    </ConflictCard>
  );
}

export function Conflicts() {
  const { say } = useWords();
  const { data, failure } = useAsk("conflicts.list", { page: { offset: 0, limit: 50 } });
  const [asked, setAsked] = useState(0);
  if (!data) return <Failed problem={failure} />;
  const count = data.rows.length;
  const at = Math.min(asked, count - 1);
  const conflict = data.rows[at];
  if (!conflict) {
    return (
      <Section title={say("conflict.none")} size="xl">
        <Empty title={say("conflict.noneTitle")}>{say("conflict.noneMore")}</Empty>
      </Section>
    );
  }
  return (
    <Section
      title={say("conflict.title")}
      size="xl"
      more={
        <>
          {1 < count && (
            <Button kind="bare" size="sm" isDisabled={at === 0} onPress={() => setAsked(at - 1)}>
              {say("conflict.before")}
            </Button>
          )}
          <span className="quiet">{say("conflict.of", { at: at + 1, n: data.total })}</span>
          {1 < count && (
            <Button
              kind="bare"
              size="sm"
              isDisabled={at === count - 1}
              onPress={() => setAsked(at + 1)}
            >
              {say("conflict.after")}
            </Button>
          )}
        </>
      }
    >
      <Question key={`${conflict.entity} ${conflict.field}`} conflict={conflict} />
    </Section>
  );
}
