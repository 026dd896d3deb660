// The day from morning to the bag. Filled = happened, ring-dot = now, ring = to come.
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { Today, TodayVisit } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { cx } from "../../kit/cx";
import { Link } from "../../kit/Link/Link";
import { Name } from "../../kit/Name/Name";
import { Glyph, type GlyphKind } from "../../kit/Status/Glyph";
import { Status } from "../../kit/Status/Status";
import { dueGlyph, dueSentence } from "../../words/due";
import { useWords } from "../../words/words";
import css from "./DayLine.module.css";
import { placeOf } from "./line";
import { NextVisit, NextWhen } from "./NextVisit";
import { NoVisits } from "./NoVisits";

/** Where, and what to know before: one line. */
function useWhere() {
  const { say } = useWords();
  return ({ appointment, door, voicemail }: TodayVisit): string => {
    const place =
      appointment.modality === "in_person"
        ? appointment.whereWords || say(`meetingPlace.${appointment.place}`)
        : say(`modality.${appointment.modality}`);
    const never = voicemail === "never" && appointment.modality !== "in_person";
    return [place, door, never ? say("voicemail.never") : ""]
      .filter(Boolean)
      .map((part) => (/[.!?]$/.test(part) ? part : `${part}.`))
      .join(" ");
  };
}

function glyphOf(visit: TodayVisit): GlyphKind {
  switch (visit.status.is) {
    case "signed":
      return visit.whereabouts === "in_satchel" ? "unsent" : "done";
    case "not_held":
      return "declined";
    case "under_way":
    case "planned":
      return "todo";
  }
}

function Stop({ visit }: { visit: TodayVisit }) {
  const words = useWords();
  const { go } = useNavigation();
  const where = useWhere();
  const [due] = visit.due;
  const past = visit.status.is === "signed" || visit.status.is === "not_held";
  return (
    <div className={css.stop}>
      <div>
        <h2 className={css.name}>
          <Link
            kind="title"
            onPress={() => go({ at: "visit", member: visit.member, visit: visit.visit })}
          >
            <Name>{visit.name}</Name>
          </Link>
        </h2>
        {!past && <p>{where(visit)}</p>}
      </div>
      <div className={css.due}>
        <Asked is={visit.twoAnswers} />
        {visit.status.is === "not_held" && (
          <span className="faint">{words.say(`notHeldReason.${visit.status.reason}`)}</span>
        )}
        {visit.status.is === "signed" && (
          <Status kind={visit.whereabouts === "at_clinic" ? "done" : "unsent"} size="sm">
            {words.say("today.signed", { when: words.time(visit.status.at) })}
          </Status>
        )}
        {!past && due && (
          <Status kind={dueGlyph(due)} size="sm">
            {dueSentence(words, due)}
          </Status>
        )}
      </div>
    </div>
  );
}

function Home() {
  const { say } = useWords();
  const { go } = useNavigation();
  const { data: sync } = useAsk("sync.show", {});
  if (!sync) return null;
  return (
    <li className={0 < sync.unsent ? css.home : undefined}>
      <span />
      <span className={css.mark}>
        <Glyph kind={0 < sync.unsent ? "unsent" : "todo"} />
      </span>
      <div className={css.stop}>
        <div>
          <h2 className={css.name}>
            <Link kind="title" onPress={() => go({ at: "sync" })}>
              {say("today.home")}
            </Link>
          </h2>
          <p>{say("today.homeMore", { n: sync.unsent })}</p>
        </div>
      </div>
    </li>
  );
}

export function DayLine({ today, now }: { today: Today; now: number }) {
  const { say, clock } = useWords();
  const where = useWhere();
  if (today.visits.length === 0) return <NoVisits today={today} />;
  return (
    <ol className={css.day} aria-label={say("today.day")}>
      {today.visits.map((visit) => {
        const place = placeOf(today, visit);
        const { time } = visit.appointment;
        return (
          <li key={visit.visit} className={css[place]}>
            <span className={css.time}>
              {time === null ? say("today.anyTime") : clock(time)}
              {place === "next" && <NextWhen visit={visit} now={now} />}
            </span>
            <span className={cx(css.mark, glyphOf(visit) === "unsent" && css.unsent)}>
              <Glyph kind={place === "next" ? "now" : glyphOf(visit)} />
            </span>
            {place === "next" ? (
              <NextVisit visit={visit} where={where(visit)} />
            ) : (
              <Stop visit={visit} />
            )}
          </li>
        );
      })}
      <Home />
    </ol>
  );
}
