// The way of everything she writes: in the satchel, on the way, received. A stitched line is not
// yet sewn; when the clinic confirms, it draws itself solid.
import type { Sync } from "../../contract/generated";
import { cx } from "../../kit/cx";
import { useWords } from "../../words/words";
import css from "./Way.module.css";

function Figure({
  n,
  title,
  under,
  tone,
}: {
  n: number;
  title: string;
  under: string;
  tone?: string | undefined;
}) {
  return (
    <li className={cx(css.stage, tone, n === 0 && css.zero)}>
      <span className={css.figure}>{n}</span>
      <p>
        <b>{title}</b>
        <span>{under}</span>
      </p>
    </li>
  );
}

export function Way({ sync }: { sync: Sync }) {
  const { say, fullMoment } = useWords();
  const inSatchel = sync.unsent - sync.onTheWay;
  return (
    <ol className={css.way} aria-label={say("sync.way")}>
      <Figure
        n={inSatchel}
        title={say("sync.inSatchel")}
        under={
          sync.unsentSince === null
            ? say("sync.nothingInSatchel")
            : say("sync.oldest", { when: fullMoment(sync.unsentSince) })
        }
        tone={0 < inSatchel ? css.mine : undefined}
      />
      <li className={cx(css.line, 0 < sync.unsent && css.stitched)} aria-hidden="true" />
      <Figure
        n={sync.onTheWay}
        title={say("sync.onTheWay")}
        under={0 < sync.onTheWay ? say("sync.moving") : say("sync.nothingMoves")}
        tone={0 < sync.onTheWay ? css.mine : undefined}
      />
      <li className={css.line} aria-hidden="true" />
      <Figure
        n={sync.receivedToday}
        title={say("sync.receivedToday")}
        under={
          sync.lastCompleteAt === null
            ? say("sync.noExchange")
            : say("sync.lastExchange", { when: fullMoment(sync.lastCompleteAt) })
        }
      />
    </ol>
  );
}
