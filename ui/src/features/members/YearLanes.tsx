// The picture of a year: where she stayed, hospitals, pregnancies, contact; a line for today.
import type { Member, TimelineEvent } from "../../contract/generated";
import { daysBetween } from "../../words/dates";
import { useWords } from "../../words/words";
import { across, months, spans, weeks, yearWeeks, type Frame, type Span } from "./lanes";
import css from "./Timeline.module.css";

export interface YearLanesProps {
  member: Member;
  events: readonly TimelineEvent[];
  frame: Frame;
  width: number;
}

/** About how wide a letter of 13 px is. */
const letter = 6.6;

/** As much of the words as there is room for; nothing where not even a few letters fit. */
function fit(words: string, room: number): string {
  const letters = Math.floor(room / letter);
  if (words.length <= letters) return words;
  return letters < 6 ? "" : `${words.slice(0, letters - 1).trimEnd()}…`;
}

function Months({ frame, bottom }: { frame: Frame; bottom: number }) {
  const { locale } = useWords();
  const format = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  return (
    <>
      <text x={0} y={14} className={css.strong}>
        {frame.from.slice(0, 4)}
      </text>
      {months(frame).map(({ month, day, x, startsYear }) => (
        <g key={month}>
          <path d={`M${x} 20V${startsYear ? bottom : 27}`} className={css.axis} />
          <text x={x + 1} y={14} className={startsYear ? css.strong : undefined}>
            {startsYear
              ? month.slice(0, 4)
              : format.format(new Date(`${day}T00:00:00Z`)).replace(".", "")}
          </text>
        </g>
      ))}
    </>
  );
}

function Lane({ y, label }: { y: number; label: string }) {
  return (
    <text x={0} y={y} className={css.second}>
      {label}
    </text>
  );
}

function Home({ member, frame, y }: { member: Member; frame: Frame; y: number }) {
  const { say } = useWords();
  const { home } = member;
  const words = home ? home.words || say(`homeKind.${home.kind}`) : "";
  const begin = home?.since && frame.from < home.since ? home.since : frame.from;
  const x = home?.since ? across(frame, begin) : frame.left;
  const roofless = home?.kind === "street" || home?.kind === "vehicle";
  const hatched = !home || home.kind === "unknown" || roofless;
  return (
    <>
      {home && x - frame.left > 60 && (
        <text x={frame.left + 9} y={y + 16.5}>
          {fit(say("member.homeBefore"), x - frame.left - 12)}
        </text>
      )}
      <rect
        x={x}
        y={y}
        width={Math.max(frame.right - x, 3)}
        height={24}
        rx={6}
        className={hatched ? css.open : css.band}
      />
      <text x={x + 9} y={y + 16.5} className={css.ink}>
        {fit(home ? words : say("member.homeUnknown"), frame.right - x - 14)}
      </text>
    </>
  );
}

function HospitalMark({ mark, y }: { mark: Span; y: number }) {
  const { say } = useWords();
  const { event, x, end, nights, room } = mark;
  const stay = event.kind === "hospital_stay";
  const short = stay ? say("member.nights", { n: nights }) : say("member.ed");
  const whole = event.words ? `${short}, ${event.words}` : short;
  const words = stay && (whole.length + 2) * letter < room - 12 ? whole : fit(short, room - 18);
  return (
    <>
      <path d={`M${x} ${y - 8}l8 8-8 8-8-8z`} className={stay ? css.hospital : css.diamond} />
      {stay && <path d={`M${x} ${y}H${Math.max(end, x + 8)}`} className={css.stay} />}
      <text
        x={Math.max(end, x + (stay ? 8 : 4)) + 8}
        y={y + 4.5}
        className={stay ? css.ink : undefined}
      >
        {words}
      </text>
    </>
  );
}

function Pregnancy({ span, y }: { span: Span; y: number }) {
  const { say } = useWords();
  const label = span.open ? say("member.pregnantNow") : say("member.pregnant");
  return (
    <>
      <rect
        x={span.x}
        y={y}
        width={Math.max(span.end - span.x, 3)}
        height={20}
        rx={6}
        className={span.open ? css.open : css.band}
      />
      <text x={span.x + 8} y={y + 14.5} className={css.ink}>
        {label.length * letter <= span.end - span.x - 12 && label}
      </text>
    </>
  );
}

const bar = {
  in_person: { up: 26, css: css.inPerson },
  remote: { up: 12, css: css.remote },
  tried: { up: 9, css: css.tried },
  unsent: { up: 26, css: css.unsent },
} as const;

function Contact({ member, events, frame, y }: Omit<YearLanesProps, "width"> & { y: number }) {
  const all = weeks(events, member.rhythm, frame.to);
  const pitch = (frame.right - frame.left) / (daysBetween(frame.from, frame.to) / 7);
  return (
    <>
      <path d={`M${frame.left} ${y}H${frame.right}`} className={css.axis} />
      {all.map((contact, week) => {
        if (contact === "none") return null;
        const { up, css: look } = bar[contact];
        const x = frame.right - (yearWeeks - week) * pitch + (pitch - 5) / 2;
        return (
          // A week is its place in the year.
          <rect
            key={`week ${week}`}
            x={x}
            y={y - up}
            width={5}
            height={up}
            rx={1.5}
            className={look}
          />
        );
      })}
    </>
  );
}

export function YearLanes({ member, events, frame, width }: YearLanesProps) {
  const { say } = useWords();
  const hospital = spans(events, ["emergency", "hospital_stay"], frame);
  const pregnancies = spans(events, ["pregnancy"], frame);
  const more = 0 < pregnancies.length ? 40 : 0;
  const ground = 162 + more;
  return (
    // The sentence above and the numbers beside it say the same in words.
    <svg
      className={css.picture}
      viewBox={`0 0 ${width} ${ground + 28}`}
      width={width}
      height={ground + 28}
      aria-hidden="true"
    >
      <Months frame={frame} bottom={ground + 12} />
      <Lane y={52} label={say("member.lane.home")} />
      <Home member={member} frame={frame} y={36} />
      <Lane y={96} label={say("member.lane.hospital")} />
      {hospital.length === 0 && (
        <text x={frame.left + 9} y={96.5}>
          {say("member.noHospital")}
        </text>
      )}
      {hospital.map((mark) => (
        <HospitalMark key={`${mark.event.kind} ${mark.event.day} ${mark.x}`} mark={mark} y={92} />
      ))}
      {0 < pregnancies.length && <Lane y={138} label={say("member.lane.pregnancy")} />}
      {pregnancies.map((span) => (
        <Pregnancy key={span.event.day} span={span} y={123} />
      ))}
      <Lane y={ground - 10} label={say("member.lane.contact")} />
      <Contact member={member} events={events} frame={frame} y={ground} />
      <path d={`M${frame.right} 24V${ground + 12}`} className={css.now} />
      <text x={frame.right} y={ground + 26} textAnchor="middle" className={css.nowWord}>
        {say("member.today")}
      </text>
    </svg>
  );
}
