// What waits for a person, one at a time: questions with two answers, and work the clinic has set aside.
import { useState } from "react";
import type { Review } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { SamePersonCard } from "../members/SamePersonCard";
import { inOrder } from "./questions";
import { SetAsideQuestion } from "./SetAsideQuestion";
import { TwoAnswersQuestion } from "./TwoAnswersQuestion";

const page = { offset: 0, limit: 50 };

function Asked({ review }: { review: Review }) {
  return review.why === "same_person" ? (
    <SamePersonCard review={review} />
  ) : (
    <SetAsideQuestion review={review} />
  );
}

export function Questions() {
  const { say } = useWords();
  const conflicts = useAsk("conflicts.list", { page });
  const reviews = useAsk("reviews.list", { page });
  const [asked, setAsked] = useState(0);
  if (!conflicts.data || !reviews.data) {
    return <Failed problem={conflicts.failure ?? reviews.failure} />;
  }
  const questions = inOrder(conflicts.data.rows, reviews.data.rows);
  const total = conflicts.data.total + reviews.data.total;
  const count = questions.length;
  const at = Math.min(asked, count - 1);
  const question = questions[at];
  if (!question) {
    return (
      <Section title={say("conflict.none")} size="xl">
        <Empty title={say("conflict.noneTitle")}>{say("conflict.noneMore")}</Empty>
      </Section>
    );
  }
  return (
    <Section
      title={say(question.is === "two_answers" ? "conflict.title" : "review.title")}
      size="xl"
      more={
        <>
          {1 < count && (
            <Button kind="bare" size="sm" isDisabled={at === 0} onPress={() => setAsked(at - 1)}>
              {say("conflict.before")}
            </Button>
          )}
          <span className="quiet">{say("conflict.of", { at: at + 1, n: total })}</span>
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
      {question.is === "two_answers" ? (
        <TwoAnswersQuestion key={question.id} conflict={question.conflict} />
      ) : (
        <Asked key={question.id} review={question.review} />
      )}
    </Section>
  );
}
