// What an answer rests on, fact by fact: what was asked, what is known, when and by whom.
import type { CountView, FindingView } from "../../contract/generated";
import { Glyph, type GlyphKind } from "../../kit/Status/Glyph";
import { useWords, type Words } from "../../words/words";
import { population } from "../members/populations";
import css from "./Eligibility.module.css";
import { factWord, knownWords, needWords, provenance } from "./facts";

const glyph: Record<FindingView["outcome"], GlyphKind> = {
  met: "done",
  not_met: "noNeed",
  unknown: "unknown",
};

function countWords(words: Words, count: CountView): string[] {
  const { say, fullDay } = words;
  const { surely, atMost, atLeast, slidingMonths } = count;
  if (count.isExcepted && surely < atLeast) return [say("eligibility.excepted")];
  if (!count.isKnown && atMost === 0) return [say("eligibility.nobodyTold")];
  const numbers =
    surely < atMost
      ? say("eligibility.countOpen", { n: surely, needed: atLeast, most: atMost })
      : say("eligibility.count", { n: surely, needed: atLeast });
  const where =
    slidingMonths === null
      ? say("eligibility.countYear")
      : say("eligibility.countSliding", { n: slidingMonths });
  const stretch =
    0 < atMost && slidingMonths !== null
      ? [say("eligibility.countFrom", { from: fullDay(count.from), to: fullDay(count.to) })]
      : [];
  return [numbers, where, ...stretch];
}

function Line({ finding }: { finding: FindingView }) {
  const words = useWords();
  const { say } = words;
  const { fact, known, need, count, outcome } = finding;
  const others = need.is === "others" ? known.flatMap((each) => each.values) : null;
  const answer = others
    ? others.map((code) => population(words, code).words).join(", ") || say("eligibility.noOther")
    : knownWords(words, finding);
  const first = others ? undefined : known[0];
  const second = count
    ? countWords(words, count).join(", ")
    : [first && provenance(words, first), needWords(words, fact, need)].filter(Boolean).join("; ");
  const label =
    count && 1 < count.of.length
      ? words.list(count.of.map((kind) => factWord(words, kind)))
      : factWord(words, fact);
  return (
    <li className={css.finding} data-outcome={outcome}>
      <Glyph kind={glyph[outcome]} />
      <div>
        <span className={css.fact}>{label}</span>
        {answer ? (
          <b>{answer}</b>
        ) : (
          !count && <span className="quiet">{say("eligibility.notSaid")}</span>
        )}
        {second && <span className={css.source}>{second}</span>}
      </div>
    </li>
  );
}

export function WhyList({ findings }: { findings: readonly FindingView[] }) {
  return (
    <ul className={css.findings}>
      {findings.map((finding, index) => (
        <Line key={`${finding.fact} ${String(index)}`} finding={finding} />
      ))}
    </ul>
  );
}
