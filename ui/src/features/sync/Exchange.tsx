// Item by item: what the clinic has not got, and what it has confirmed.
import type { DecidedItem, Sync, SyncItem, SyncItemState } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { useNames } from "../../kit/Name/Name";
import { Progress } from "../../kit/Progress/Progress";
import { Section } from "../../kit/Section/Section";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { kindWord } from "../../words/kinds";
import { useWords } from "../../words/words";
import css from "./Exchange.module.css";
import { HandOver } from "./HandOver";
import { plainName } from "./review";
import { sizeOf, triesSentence, waitingShortly } from "./exchange";

const glyphs: Record<SyncItemState, GlyphKind> = {
  in_satchel: "unsent",
  on_the_way: "moving",
  received: "done",
  received_two_answers: "two",
  parked: "outside",
};

function Item({ item }: { item: SyncItem }) {
  const words = useWords();
  const { say, fullMoment } = words;
  const { name } = useNames();
  const details = [fullMoment(item.at)];
  if (0 < item.bytes) details.push(sizeOf(words, item.bytes));
  if (item.parked !== null) {
    details.push(say(`parked.${item.parked}`));
  } else if (item.state !== "in_satchel" && item.state !== "received") {
    details.push(say(`sync.state.${item.state}`));
  }
  return (
    <ListRow
      glyph={glyphs[item.state]}
      title={
        <>
          {say(kindWord(item.kind))}
          {item.name !== "" && <span className={css.whose}>, {name(item.name)}</span>}
        </>
      }
    >
      {details.join(", ")}
    </ListRow>
  );
}

/** What somebody at the clinic decided about something that was set aside. */
function Decision({ item }: { item: DecidedItem }) {
  const { say, fullDay } = useWords();
  const { name } = useNames();
  const by = item.by === null || item.by.name === "" ? null : plainName(item.by.name);
  const did = item.counts ? "counts" : "filed";
  return (
    <ListRow
      glyph={item.counts ? "done" : "outside"}
      title={
        <>
          {say(kindWord(item.kind))}
          {item.name !== "" && <span className={css.whose}>, {name(item.name)}</span>}
        </>
      }
    >
      {by === null || item.on === null
        ? say(`sync.decided.${did}`)
        : say(`sync.decided.${did}By`, { by, on: fullDay(item.on) })}
    </ListRow>
  );
}

function Running({ sync }: { sync: Sync }) {
  const { say } = useWords();
  const { tell: stop } = useTell("sync.stop");
  const { now } = sync;
  if (now.is === "resting") return null;
  const { done, of } = now;
  return (
    <Progress
      label={say(`sync.${now.is}`)}
      count={of === null ? say("sync.count", { n: done }) : say("sync.countOf", { done, of })}
      share={of !== null && 0 < of ? done / of : undefined}
      note={say("sync.goOn")}
      action={
        <Button size="sm" onPress={() => void stop({})}>
          {say("sync.stop")}
        </Button>
      }
    />
  );
}

export function Exchange({ sync }: { sync: Sync }) {
  const words = useWords();
  const { say } = words;
  const { tell: exchange, busy, failure } = useTell("sync.now");
  const resting = sync.now.is === "resting";
  const hidden = sync.unsent - sync.unsentItems.length;
  return (
    <div className={css.side}>
      <Section title={say("sync.notYet")}>
        {sync.unsentItems.length === 0 ? (
          <Empty title={say("sync.empty")}>{say("sync.emptyMore", { n: sync.people })}</Empty>
        ) : (
          <>
            <p className={css.waits}>{waitingShortly(words, sync)}</p>
            <Rows>
              {sync.unsentItems.map((item, place) => (
                <Item key={`${item.kind} ${item.at} ${place}`} item={item} />
              ))}
            </Rows>
          </>
        )}
        {0 < hidden && <p className="quiet sm">{say("today.more", { n: hidden })}</p>}
        <div className={css.acts}>
          {!resting && (
            <div className={css.running}>
              <Running sync={sync} />
            </div>
          )}
          {resting && (
            <Button size="sm" isDisabled={busy} onPress={() => void exchange({})}>
              {say("sync.tryNow")}
            </Button>
          )}
          {resting && sync.lastProblem && (
            <span className="quiet sm">{triesSentence(words, sync)}</span>
          )}
        </div>
        <Failed problem={failure} />
        {resting && 0 < sync.unsent && <HandOver />}
      </Section>
      {0 < sync.parkedItems.length && (
        <Section title={say("sync.parked")}>
          <p className="quiet sm">{say("sync.parkedMore")}</p>
          <Rows>
            {sync.parkedItems.map((item, place) => (
              <Item key={`${item.kind} ${item.at} ${place}`} item={item} />
            ))}
          </Rows>
        </Section>
      )}
      {0 < sync.decidedItems.length && (
        <Section title={say("sync.decided")}>
          <Rows>
            {sync.decidedItems.map((item, place) => (
              <Decision key={`${item.kind} ${item.at} ${place}`} item={item} />
            ))}
          </Rows>
        </Section>
      )}
      {0 < sync.receivedItems.length && (
        <Section title={say("sync.received")}>
          <Rows>
            {sync.receivedItems.map((item, place) => (
              <Item key={`${item.kind} ${item.at} ${place}`} item={item} />
            ))}
          </Rows>
        </Section>
      )}
    </div>
  );
}
