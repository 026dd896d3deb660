// The pregnancy as one line: what is done, what is due, where she is today, twelve months after. Hidden from who
// listens: the list below says the same in words.
import type { PregnancyCourse, SlotView } from "../../contract/generated";
import { useWords, type Words } from "../../words/words";
import {
  across,
  bands,
  dayOf,
  lanesOf,
  lineOf,
  markOf,
  monthTicks,
  weekTicks,
  type Line,
} from "./line";
import css from "./Line.module.css";
import { ageWords } from "./say";

export interface GestationalLineProps {
  course: PregnancyCourse;
  width: number;
  today: string;
}

const top = 92;
const pitch = 38;
const labels = 108;

function Ground({ line, words, now }: { line: Line; words: Words; now: string | null }) {
  const { say, fullDay } = words;
  const after = say("perinatal.afterUntil", { day: fullDay(line.until) });
  const room = line.right - line.middle;
  return (
    <>
      {weekTicks(line).map(({ n, x }) => (
        <text key={n} x={x} y={46} textAnchor={n === 0 ? "start" : "middle"}>
          {n === 0 ? say("perinatal.weekShort", { n }) : n}
        </text>
      ))}
      {monthTicks(line).map(({ n, x }) => (
        <text key={n} x={x} y={46} textAnchor={n === 12 ? "end" : "middle"}>
          {say("perinatal.months", { n })}
        </text>
      ))}
      {bands(line).map(({ name, x, end }) => (
        <g key={name}>
          <rect
            x={x + 1}
            y={56}
            width={Math.max(end - x - 2, 2)}
            height={34}
            rx={8}
            className={name === now ? css.here : css.band}
          />
          {70 < end - x && (
            <text x={x + 12} y={78} className={name === now ? css.strong : css.second}>
              {120 < end - x ? say(`trimester.${name}`) : say(`trimester.${name}`).split(" ")[0]}
            </text>
          )}
        </g>
      ))}
      <rect
        x={line.middle + 2}
        y={56.6}
        width={Math.max(room - 3, 2)}
        height={32.8}
        rx={8}
        className={css.after}
      />
      <text x={line.middle + 14} y={78} className={css.second}>
        {after.length * 6.7 < room - 20 ? after : say("perinatal.months", { n: 12 })}
      </text>
    </>
  );
}

function MoodMark({
  course,
  slot,
  x,
  y,
}: {
  course: PregnancyCourse;
  slot: SlotView;
  x: number;
  y: number;
}) {
  const mood = course.moods.findLast(({ on }) => on === slot.on);
  if (!mood) return <circle cx={x} cy={y} r={5} className={css.done} />;
  return (
    <>
      <circle cx={x} cy={y} r={12} className={mood.positive ? css.high : css.score} />
      <text x={x} y={y + 4.5} textAnchor="middle" className={css.strong}>
        {mood.value ?? "–"}
      </text>
    </>
  );
}

function SlotMark({
  course,
  line,
  slot,
  y,
}: {
  course: PregnancyCourse;
  line: Line;
  slot: SlotView;
  y: number;
}) {
  const mark = markOf(slot);
  const x = across(line, dayOf(slot));
  const box = slot.lane === "reassessment";
  if (mark === null) return null;
  if (mark === "missed") {
    return <path d={`M${x - 4} ${y - 4}l8 8M${x + 4} ${y - 4}l-8 8`} className={css.missed} />;
  }
  if (mark === "done") {
    if (slot.lane === "mood") return <MoodMark course={course} slot={slot} x={x} y={y} />;
    return box ? (
      <rect x={x - 6} y={y - 6} width={12} height={12} rx={2.5} className={css.done} />
    ) : (
      <circle cx={x} cy={y} r={5} className={css.done} />
    );
  }
  const ring = mark === "due" ? css.ringDue : css.ring;
  const from = Math.min(across(line, slot.from), x);
  return (
    <>
      {mark === "due" && <path d={`M${from} ${y}H${x - 7}`} className={css.window} />}
      {box ? (
        <rect x={x - 5.5} y={y - 5.5} width={11} height={11} rx={2.5} className={ring} />
      ) : (
        <circle cx={x} cy={y} r={slot.lane === "mood" ? 10 : 4.75} className={ring} />
      )}
    </>
  );
}

function Sessions({ course, line, y }: { course: PregnancyCourse; line: Line; y: number }) {
  return course.sessions.map(({ group, number, is, on }) => (
    <rect
      key={`${group} ${number}`}
      x={across(line, on) - 4}
      y={y - 9}
      width={8}
      height={18}
      rx={2}
      className={is === "done" ? css.done : css.ring}
    />
  ));
}

function Turn({
  course,
  line,
  words,
  bottom,
}: {
  course: PregnancyCourse;
  line: Line;
  words: Words;
  bottom: number;
}) {
  const { say, fullDay } = words;
  const label =
    course.end || course.endedElsewhere
      ? fullDay(line.turn)
      : say("perinatal.dueOn", { day: fullDay(line.turn) });
  return (
    <>
      <path d={`M${line.middle} 90V${bottom}`} className={css.turn} />
      <text
        x={line.middle}
        y={bottom + 17}
        textAnchor={line.began === null ? "start" : "middle"}
        className={css.strong}
      >
        {label}
      </text>
    </>
  );
}

function Now({
  x,
  words,
  width,
  bottom,
}: {
  x: number;
  words: string;
  width: number;
  bottom: number;
}) {
  const half = words.length * 3.9 + 14;
  const middle = Math.min(Math.max(x, half + 1), width - half - 1);
  return (
    <>
      <path d={`M${x} 26V${bottom}`} className={css.now} />
      <rect
        x={middle - half}
        y={0}
        width={2 * half}
        height={27}
        rx={13.5}
        className={css.nowPill}
      />
      <text x={middle} y={18} textAnchor="middle" className={css.nowWords}>
        {words}
      </text>
    </>
  );
}

export function GestationalLine({ course, width, today }: GestationalLineProps) {
  const words = useWords();
  const line = lineOf(course, labels, width - 2);
  if (!line) return null;
  const lanes = lanesOf(course.slots);
  const rows = lanes.length + (course.sessions.length === 0 ? 0 : 1);
  const y = (row: number) => top + 26 + row * pitch;
  const bottom = y(rows - 1) + 20;
  const age = course.phase === "pregnant" ? ageWords(words, course) : "";
  return (
    <svg
      className={css.picture}
      viewBox={`0 0 ${width} ${bottom + 24}`}
      width={width}
      height={bottom + 24}
      aria-hidden="true"
    >
      <Ground line={line} words={words} now={course.trimester} />
      {lanes.map((lane, row) => (
        <g key={lane}>
          <text x={0} y={y(row) + 4.5} className={css.second}>
            {words.say(`perinatal.lane.${lane}`)}
          </text>
          <path d={`M${line.left} ${y(row)}H${line.right}`} className={css.axis} />
          {course.slots
            .filter((slot) => slot.lane === lane)
            .map((slot) => (
              <SlotMark
                key={`${slot.item} ${slot.about}`}
                course={course}
                line={line}
                slot={slot}
                y={y(row)}
              />
            ))}
        </g>
      ))}
      {0 < course.sessions.length && (
        <g>
          <text x={0} y={y(lanes.length) + 4.5} className={css.second}>
            {words.say("perinatal.lane.group")}
          </text>
          <path d={`M${line.left} ${y(lanes.length)}H${line.right}`} className={css.axis} />
          <Sessions course={course} line={line} y={y(lanes.length)} />
        </g>
      )}
      <Turn course={course} line={line} words={words} bottom={bottom} />
      {today <= line.until && (
        <Now
          x={across(line, today)}
          words={age === "" ? words.say("member.today") : age}
          width={width}
          bottom={bottom}
        />
      )}
    </svg>
  );
}
