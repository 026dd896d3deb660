// Her year as lanes under one sentence, the same as numbers, and the record as a line.
import { useState } from "react";
import type { Member } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { RhythmKey } from "../../kit/RhythmBars/RhythmBars";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { byMonth, facts, yearFrame } from "./lanes";
import { RecordLine } from "./RecordLine";
import css from "./Timeline.module.css";
import { useWidth } from "./useWidth";
import { YearLanes } from "./YearLanes";
import { YearTable } from "./YearTable";

/** A year rarely holds more; what is older stands in the record. */
const eventsMax = 500;
/** Narrower, the letters of the picture would run into one another: the numbers stand instead. */
const pictureMin = 560;

function Sentence({ member, year }: { member: Member; year: ReturnType<typeof facts> }) {
  const { say, fullDay } = useWords();
  const { name } = useNames();
  const contact = say("member.year.contact", {
    n: year.contactWeeks,
    name: name(member.firstName),
  });
  if (year.lastHospital === null) return <b>{`${say("member.year.noHospital")} ${contact}`}</b>;
  const counts = [
    0 < year.emergency ? say("member.year.emergency", { n: year.emergency }) : null,
    0 < year.stays ? say("member.year.stays", { n: year.stays }) : null,
  ];
  const what = counts.filter((each) => each !== null).join(say("member.year.and"));
  const hospital = say("member.year.hospital", { what, day: fullDay(year.lastHospital) });
  return <b>{`${hospital.slice(0, 1).toUpperCase()}${hospital.slice(1)} ${contact}`}</b>;
}

function Key() {
  const { say } = useWords();
  return (
    <>
      {(["in_person", "remote", "tried", "unsent"] as const).map((contact) => (
        <span key={contact}>
          <RhythmKey contact={contact} />
          {say(`member.contact.${contact}`)}
        </span>
      ))}
    </>
  );
}

export function TimelineSection({ member }: { member: Member }) {
  const { say, today } = useWords();
  const [numbers, setNumbers] = useState(false);
  const [figure, width] = useWidth();
  const page = { offset: 0, limit: eventsMax };
  const { data } = useAsk("timeline.list", { member: member.member, page });
  const events = data?.rows ?? [];
  const frame = yearFrame(today(), 84, Math.max(width - 34, 120));
  const fits = pictureMin <= width;
  return (
    <div>
      <figure ref={figure} className={css.year}>
        {data && (
          <>
            <figcaption>
              <Sentence member={member} year={facts(events, member.rhythm, frame)} />
            </figcaption>
            {fits && !numbers && (
              <YearLanes member={member} events={events} frame={frame} width={width} />
            )}
            {numbers && <YearTable rows={byMonth(events, frame)} />}
            <div className={css.key}>
              {fits && !numbers && <Key />}
              <Button size="sm" pressed={numbers} onPress={() => setNumbers(!numbers)}>
                {say("member.showNumbers")}
              </Button>
            </div>
          </>
        )}
      </figure>
      <RecordLine member={member.member} />
    </div>
  );
}
