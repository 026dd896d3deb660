// Her record as one line, newest first: filled happened, ring to come, diamond from outside,
// stitched not yet at the clinic.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { TimelineEvent } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { Link } from "../../kit/Link/Link";
import { Glyph } from "../../kit/Status/Glyph";
import { Stitch } from "../../kit/Stitch/Stitch";
import { useWords } from "../../words/words";
import { Dot } from "./Dot";
import { eventGlyph, useEventWords } from "./eventWords";
import css from "./Timeline.module.css";

const pageRows = 25;

interface PageProps {
  member: string;
  offset: number;
  /** The last page says whether there is more. */
  onMore?: () => void;
}

function PutBack({ member, id }: { member: string; id: string }) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("things.put_back");
  return (
    <>
      <Button kind="bare" size="sm" isDisabled={busy} onPress={() => void tell({ member, id })}>
        {say("remove.undo")}
      </Button>
      <Failed problem={failure} />
    </>
  );
}

interface EventProps {
  member: string;
  event: TimelineEvent;
  onOpen?: () => void;
}

function Event({ member, event, onOpen }: EventProps) {
  const { say, day } = useWords();
  const words = useEventWords();
  const unsent = event.whereabouts !== "at_clinic";
  const glyph = eventGlyph(event);
  const { title, more } = words(event);
  const outside = glyph === "outside";
  const by = event.by
    ? event.by.isYou
      ? say("plan.you")
      : event.by.name
    : outside
      ? say("member.fromOutside")
      : "";
  return (
    <li className={css.event} data-unsent={unsent}>
      <time dateTime={event.day}>{day(event.day)}</time>
      <span className={css.mark}>
        {unsent ? <Glyph kind="unsent" /> : glyph === "dot" ? <Dot /> : <Glyph kind={glyph} />}
      </span>
      <p>
        <b>
          {onOpen ? (
            <Link kind="title" onPress={onOpen}>
              {title}
            </Link>
          ) : (
            title
          )}
        </b>{" "}
        {more} {unsent && <Stitch />} <Asked is={event.twoAnswers} />
        {event.removed && <PutBack member={member} id={event.removed.id} />}
      </p>
      <span className={css.by}>{by}</span>
    </li>
  );
}

function EventPage({ member, offset, onMore }: PageProps) {
  const { say } = useWords();
  const { go } = useNavigation();
  const page = { offset, limit: pageRows };
  const { data } = useAsk("timeline.list", { member, page });
  if (!data) return null;
  if (data.total === 0) {
    return (
      <li>
        <Empty title={say("member.noRecord")}>{say("member.noRecordMore")}</Empty>
      </li>
    );
  }
  return (
    <>
      {data.rows.map((event, index) => {
        const { visit } = event;
        return (
          <Event
            // Two things of one kind may happen on one day; their place tells them apart.
            key={`${event.day} ${event.kind} ${offset + index}`}
            member={member}
            event={event}
            {...(visit === null ? {} : { onOpen: () => go({ at: "visit", member, visit }) })}
          />
        );
      })}
      {onMore && offset + data.rows.length < data.total && (
        <li>
          <Button onPress={onMore}>
            {say("member.showEarlierOf", { n: data.total - offset - data.rows.length })}
          </Button>
        </li>
      )}
    </>
  );
}

export function RecordLine({ member }: { member: string }) {
  const { say } = useWords();
  const [pages, setPages] = useState(1);
  const more = () => setPages(pages + 1);
  return (
    <ol className={css.events} aria-label={say("member.recordLine")}>
      {Array.from({ length: pages }, (_, page) => (
        <EventPage
          key={`page ${page}`}
          member={member}
          offset={page * pageRows}
          {...(page === pages - 1 ? { onMore: more } : {})}
        />
      ))}
    </ol>
  );
}
