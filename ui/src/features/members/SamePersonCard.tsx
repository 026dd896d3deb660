// Two records that may be of one person, side by side, and the word of whoever may hold both.
import { useNavigation } from "../../app/navigation";
import type { RecordView, Review } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { RecordFacts } from "./RecordFacts";
import css from "./SamePerson.module.css";

const seenOf = ({ member, seen }: RecordView) => ({ member, seen });

/** `linked` where the question stands away from her record. */
export function SamePersonCard({ review, linked = true }: { review: Review; linked?: boolean }) {
  const { say, fullMoment } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const join = useTell("members.join");
  const decide = useTell("reviews.decide");
  const { records, mayDecide, decidedHere } = review;
  const [one, other] = records;
  const busy = join.busy || decide.busy;
  const may = mayDecide && decidedHere === null && one && other;
  const until =
    decidedHere !== null
      ? "review.didSay"
      : mayDecide
        ? "samePerson.until"
        : other
          ? "samePerson.notYours"
          : "samePerson.unseen";
  return (
    <article className={css.card} aria-label={say("review.why.same_person")}>
      {linked && (
        <Link kind="title" onPress={() => go({ at: "member", member: review.member })}>
          {name(review.name)}
        </Link>
      )}
      <p>
        {say("review.why.same_person")}{" "}
        {say("samePerson.since", { when: fullMoment(review.receivedAt) })}
      </p>
      <div className={css.sides}>
        {records.map((record) => (
          <RecordFacts key={record.member} record={record} />
        ))}
      </div>
      {may && (
        <div className={css.actions}>
          <Button
            isDisabled={busy}
            onPress={() => void join.tell({ one: seenOf(one), other: seenOf(other) })}
          >
            {say("samePerson.same")}
          </Button>
          <Button
            isDisabled={busy}
            onPress={() =>
              void decide.tell({
                review: review.review,
                seen: review.seen,
                decision: "right_as_it_is",
                words: "",
              })
            }
          >
            {say("samePerson.two")}
          </Button>
        </div>
      )}
      <Failed problem={join.failure ?? decide.failure} />
      <p className={css.until}>
        <Glyph kind={decidedHere === null ? "later" : "unsent"} />
        <span>{say(until)}</span>
      </p>
    </article>
  );
}
