// One question with two answers, settled by a person.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import type { Conflict } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ConflictCard, type Answer } from "../../kit/ConflictCard/ConflictCard";
import { Failed } from "../../kit/Failed/Failed";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { shapeOf } from "./fields";
import { OwnAnswer } from "./OwnAnswer";
import { questionWord, titleWord } from "./value";
import { Value } from "./Value";

export function TwoAnswersQuestion({ conflict }: { conflict: Conflict }) {
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
      value: <Value kind={kind} field={field} value={value} />,
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
          {titleWord(words, kind, conflict.title)}
          {": "}
          <b>{question}</b>
        </>
      }
      startedFromLabel={say("conflict.startedFrom")}
      startedFrom={<Value kind={kind} field={field} value={conflict.startedFrom} />}
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
