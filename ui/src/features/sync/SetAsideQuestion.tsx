// Work the clinic has set aside, or things that do not go together: what it says beside what is on the record, whose it is, and a person's decision.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { useFieldErrors } from "../../app/useFieldErrors";
import type { Review, ReviewStatus } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextArea } from "../../kit/Field/TextArea";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { SetAsideCard, type SetAsideLine } from "../../kit/SetAsideCard/SetAsideCard";
import { useWords, type Words } from "../../words/words";
import { plainName, reviewLines, whatHolds } from "./review";
import { questionWord, titleWord } from "./value";
import { Value } from "./Value";
import css from "./Questions.module.css";

/** Who wrote it, as the sentences name her. */
function authorOf({ say }: Words, { author }: Review): string {
  if (author === null || author.name === "") return say("review.somebody");
  return plainName(author.name);
}

export function SetAsideQuestion({ review }: { review: Review }) {
  const words = useWords();
  const { say, fullMoment } = words;
  const { name } = useNames();
  const { go } = useNavigation();
  const { tell, busy, failure } = useTell("reviews.decide");
  const [why, setWhy] = useState<string | null>(null);
  const errors = useFieldErrors(failure, ["done"]);
  const { kind, member, decidedHere } = review;
  const author = authorOf(words, review);
  const may = review.mayDecide && decidedHere === null;
  const decide = (decision: ReviewStatus) =>
    void tell({ review: review.review, seen: review.seen, decision, words: why ?? "" });
  const lines: SetAsideLine[] = reviewLines(review).map(({ field, value, now }, place) => ({
    id: `${field} ${place}`,
    label: questionWord(words, kind, field),
    value: <Value kind={kind} field={field} value={value} />,
    now: now === null ? undefined : <Value kind={kind} field={field} value={now} />,
  }));
  return (
    <SetAsideCard
      about={
        <>
          {review.name === "" ? (
            say("review.nobodyYet")
          ) : (
            <Link kind="title" onPress={() => go({ at: "member", member })}>
              {name(review.name)}
            </Link>
          )}
          {", "}
          {review.why === "left_draft" ? say("review.draft") : titleWord(words, kind, review.title)}
        </>
      }
      why={say(`review.why.${review.why}`, { author })}
      lines={lines}
      nothing={say("review.unread")}
      nowLabel={say("review.now")}
      who={review.author?.isYou === true ? say("who.you") : (review.author?.name ?? author)}
      when={say("review.when", {
        written: fullMoment(review.writtenAt),
        received: fullMoment(review.receivedAt),
      })}
      actions={
        may && (
          <>
            {review.mayEndAs.map((decision) => (
              <Button key={decision} isDisabled={busy} onPress={() => decide(decision)}>
                {say(`review.status.${decision}`)}
              </Button>
            ))}
          </>
        )
      }
      settled={decidedHere !== null}
      until={whatHolds(words, review, author)}
    >
      {may && why === null && (
        <Button kind="bare" onPress={() => setWhy("")}>
          {say("review.addWords")}
        </Button>
      )}
      {may && why !== null && (
        <div className={css.own}>
          <TextArea
            label={say("review.words")}
            hint={say("review.wordsMore")}
            rows={2}
            autoFocus
            error={errors.of("done")}
            value={why}
            onChange={setWhy}
          />
        </div>
      )}
      <Failed problem={errors.rest} />
    </SetAsideCard>
  );
}
