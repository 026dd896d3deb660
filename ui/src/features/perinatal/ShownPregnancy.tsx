// Her pregnancy as she is shown it: where she is today, and what comes next. After a loss there is no line and no word
// of a baby: only her own care.
import type { Member, PregnancyCourse, SlotView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Failed } from "../../kit/Failed/Failed";
import { useWords, type Words } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { useWidth } from "../members/useWidth";
import { across, bands, lineOf, monthTicks } from "./line";
import { ageWords, slotName } from "./say";
import css from "./Shown.module.css";

/** So much is read at once. */
const nextMax = 4;

/** What is hers to know of: appointments, not our paperwork. */
export function nextOf(course: PregnancyCourse, today: string): SlotView[] {
  const hers = new Set<SlotView["lane"]>(["mother", "baby"]);
  if (course.phase === "pregnant") hers.add("prenatal");
  return course.slots
    .filter(({ lane }) => hers.has(lane))
    .filter(
      ({ state, presses, on }) =>
        presses || state === "later" || (state === "arranged" && on !== null && today <= on),
    )
    .toSorted((one, other) => (one.on ?? one.by).localeCompare(other.on ?? other.by))
    .slice(0, nextMax);
}

function Picture({
  course,
  width,
  today,
}: {
  course: PregnancyCourse;
  width: number;
  today: string;
}) {
  const words = useWords();
  const { say, fullDay } = words;
  const line = lineOf(course, 2, width - 2);
  if (!line) return null;
  const x = across(line, today);
  const age = course.phase === "pregnant" ? ageWords(words, course) : "";
  const here = age === "" ? say("member.today") : age;
  const half = here.length * 6 + 20;
  const middle = Math.min(Math.max(x, half + 1), width - half - 1);
  return (
    <svg
      className={css.picture}
      viewBox={`0 0 ${width} 190`}
      width={width}
      height={190}
      aria-hidden="true"
    >
      {bands(line).map(({ name, x: from, end }) => (
        <g key={name}>
          <rect
            x={from + 1}
            y={72}
            width={Math.max(end - from - 2, 2)}
            height={56}
            rx={14}
            className={name === course.trimester ? css.here : css.band}
          />
          {90 < end - from && (
            <text
              x={from + 16}
              y={106}
              className={name === course.trimester ? css.strong : css.second}
            >
              {190 < end - from ? say(`trimester.${name}`) : say(`trimester.${name}`).split(" ")[0]}
            </text>
          )}
        </g>
      ))}
      <rect
        x={line.middle + 2}
        y={73}
        width={Math.max(line.right - line.middle - 3, 2)}
        height={54}
        rx={14}
        className={css.after}
      />
      {monthTicks(line).map(({ n, x: at }) => (
        <text key={n} x={at - 6} y={106} textAnchor="end" className={css.second}>
          {say("perinatal.months", { n })}
        </text>
      ))}
      <path d={`M${line.middle} 66V140`} className={css.turn} />
      <text
        x={line.middle}
        y={166}
        textAnchor={line.began === null ? "start" : "middle"}
        className={css.strong}
      >
        {fullDay(line.turn)}
      </text>
      {today <= line.until && (
        <>
          <path d={`M${x} 40V140`} className={css.now} />
          <rect
            x={middle - half}
            y={0}
            width={2 * half}
            height={44}
            rx={22}
            className={css.nowPill}
          />
          <text x={middle} y={29} textAnchor="middle" className={css.nowWords}>
            {here}
          </text>
        </>
      )}
    </svg>
  );
}

/** An appointment with its day and place; of the rest about when. What did not take place is not held against her. */
function when({ say, titleDay, fullDay }: Words, slot: SlotView): string {
  if (slot.state === "arranged" && slot.on !== null) {
    return [titleDay(slot.on), slot.place].filter((part) => part !== "").join(", ");
  }
  return slot.state === "later"
    ? say("show.around", { day: fullDay(slot.by) })
    : say("show.whenItSuits");
}

function Next({ course }: { course: PregnancyCourse }) {
  const words = useWords();
  const { say, today } = words;
  const both = useBoth();
  const next = nextOf(course, today());
  return (
    <section>
      <h2 className={css.heading}>{say("show.next")}</h2>
      {next.length === 0 ? (
        <p className={css.line}>{say("show.nothingNext")}</p>
      ) : (
        <ul className={css.next}>
          {next.map((slot) => (
            <li key={`${slot.item} ${slot.about}`}>
              <b>{slotName(words, both, slot, course.infants)}</b>
              <span>{when(words, slot)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function title({ say }: Words, course: PregnancyCourse, name: string) {
  if (course.quiet || course.phase === "unwritten") return say("show.care", { name });
  return say(course.phase === "pregnant" ? "show.pregnancy" : "show.after", { name });
}

export function ShownPregnancy({ member }: { member: Member }) {
  const words = useWords();
  const { say, fullDay, today } = words;
  const [watch, width] = useWidth();
  const { data: all, failure } = useAsk("perinatal.show", { member: member.member });
  const course = all?.pregnancies[0];
  if (!course) return <Failed problem={failure} />;
  const isOurs = course.quiet || course.phase === "unwritten" || course.endedElsewhere !== null;
  const due = course.phase === "pregnant" ? course.dating?.due : undefined;
  return (
    <div className={css.shown}>
      <header>
        <h1 className={css.title}>{title(words, course, member.firstName)}</h1>
        <p className={css.sub}>{say("show.only")}</p>
      </header>
      {!isOurs && due !== undefined && (
        <p className={css.line}>
          {say("show.youAre")} <b>{ageWords(words, course)}</b>
          {say("show.along")} {say("show.expected")} <b>{fullDay(due)}</b>.
        </p>
      )}
      {!isOurs && (
        <div ref={watch} className={css.figure}>
          {560 <= width && <Picture course={course} width={width} today={today()} />}
        </div>
      )}
      <Next course={course} />
      {course.afterUntil !== null && (
        <p className={css.line}>
          {isOurs
            ? say("show.weStay")
            : say("show.careThrough", { day: fullDay(course.afterUntil) })}
        </p>
      )}
    </div>
  );
}
