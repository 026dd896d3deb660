// Emergency visits and stays of a year: drawn with the fullest six months, and as a table in which each can be judged.
import type { Eligibility, EventView, MarkWord } from "../../contract/generated";
import { Failed } from "../../kit/Failed/Failed";
import { Section } from "../../kit/Section/Section";
import { Select } from "../../kit/Select/Select";
import { useTell } from "../../contract/query";
import { useWords } from "../../words/words";
import { across, months } from "../members/lanes";
import { useWidth } from "../members/useWidth";
import css from "./Eligibility.module.css";
import { fullest, type Stretch } from "./window";

/** Narrower, the letters of the picture would run into one another. */
const pictureMin = 420;
const ground = 62;

function Picture({ events, stretch, today, width }: PictureProps) {
  const { say, locale } = useWords();
  const frame = { from: stretch.looked, to: today, left: 4, right: width - 30 };
  const format = new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" });
  const x = across(frame, stretch.from);
  return (
    <svg
      width={width}
      height={104}
      viewBox={`0 0 ${width} 104`}
      className={css.picture}
      aria-hidden="true"
    >
      {0 < stretch.most && (
        <>
          <rect
            x={x}
            y={30}
            width={Math.max(across(frame, stretch.to) - x, 6)}
            height={48}
            rx={6}
            className={css.band}
          />
          <text x={x + 6} y={44} className={css.bandWord}>
            {say("eligibility.fullest")}
          </text>
        </>
      )}
      <path d={`M${frame.left} ${ground}H${frame.right}`} className={css.axis} />
      {months(frame).map(({ month, day, x: at }) => (
        <text key={month} x={at} y={100}>
          {format.format(new Date(`${day}T00:00:00Z`)).replace(".", "")}
        </text>
      ))}
      {events.map((event) => {
        const at = across(frame, event.on);
        return (
          <path
            key={event.id}
            d={`M${at} ${ground - 8}l8 8-8 8-8-8z`}
            className={event.emergency ? css.diamond : css.hospital}
          />
        );
      })}
      <path d={`M${frame.right} 24V${ground + 18}`} className={css.now} />
      <text x={frame.right} y={16} textAnchor="middle" className={css.nowWord}>
        {say("member.today")}
      </text>
    </svg>
  );
}

interface PictureProps {
  events: readonly EventView[];
  stretch: Stretch;
  today: string;
  width: number;
}

const marks = ["preventable", "unplanned", "bh_related"] as const satisfies readonly MarkWord[];

function said(event: EventView, mark: MarkWord): boolean | null {
  switch (mark) {
    case "preventable":
      return event.preventable;
    case "unplanned":
      return event.unplanned;
    case "bh_related":
      return event.bhRelated;
  }
}

function MarkCell({ member, event, mark }: { member: string; event: EventView; mark: MarkWord }) {
  const { say, fullDay } = useWords();
  const { tell, busy, failure } = useTell("encounters.mark");
  const is = said(event, mark);
  // Whether it was planned is asked of stays, whether it could have been avoided of visits.
  const column = say(`eligibility.column.${mark}`);
  if (mark !== "bh_related" && event.emergency !== (mark === "preventable")) {
    return (
      <td className="faint" data-column={column}>
        {say("eligibility.notAsked")}
      </td>
    );
  }
  const options = (["yes", "no", "not"] as const).map((id) => ({
    id,
    label: id === "not" ? say("eligibility.notSaid") : say(`factValue.${id}`),
  }));
  return (
    <td data-column={column}>
      <Select
        label={say("eligibility.markFor", { what: column, day: fullDay(event.on) })}
        labelHidden
        options={options}
        isDisabled={busy}
        value={is === null ? "not" : is ? "yes" : "no"}
        onChange={(id) =>
          void tell({
            member,
            encounter: event.id,
            mark,
            is: id === "not" ? null : id === "yes",
            seen: event.seen,
          })
        }
      />
      <Failed problem={failure} />
    </td>
  );
}

function EventTable({ member, events }: { member: string; events: readonly EventView[] }) {
  const { say, fullDay } = useWords();
  return (
    <div className={css.tableBox}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{say("eligibility.column.day")}</th>
            <th scope="col">{say("eligibility.column.what")}</th>
            {marks.map((mark) => (
              <th key={mark} scope="col">
                {say(`eligibility.column.${mark}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <th scope="row">{fullDay(event.on)}</th>
              <td>
                {say(event.emergency ? "encounterClass.emergency" : "encounterClass.inpatient")}
                {event.what && <small>{event.what}</small>}
              </td>
              {marks.map((mark) => (
                <MarkCell key={mark} member={member} event={event} mark={mark} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function EventsPart({ member, eligibility }: { member: string; eligibility: Eligibility }) {
  const { say, fullDay } = useWords();
  const [figure, width] = useWidth();
  const { events, asOf } = eligibility;
  const stretch = fullest(
    events.map(({ on }) => on),
    asOf,
  );
  return (
    <Section title={say("eligibility.events")}>
      {events.length === 0 ? (
        <p className="quiet">{say("eligibility.noEvents")}</p>
      ) : (
        <>
          <figure ref={figure} className={css.figure}>
            <figcaption>
              {say("eligibility.windowSentence", {
                n: events.length,
                from: fullDay(stretch.looked),
                to: fullDay(asOf),
                most: stretch.most,
              })}
            </figcaption>
            {pictureMin <= width && (
              <Picture events={events} stretch={stretch} today={asOf} width={width} />
            )}
          </figure>
          <EventTable member={member} events={events} />
        </>
      )}
    </Section>
  );
}
