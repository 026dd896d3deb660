// The satchels of other people on this computer: by initials, and nothing of what is in them.
import type { OtherSatchel } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { useWords } from "../../words/words";
import css from "./Others.module.css";

function Other({
  other,
  busy,
  onTake,
}: {
  other: OtherSatchel;
  busy: boolean;
  onTake: () => void;
}) {
  const { say } = useWords();
  const whose = other.initials === "" ? say("lock.otherUnknown") : other.initials;
  return (
    <li>
      <Button isDisabled={busy} onPress={onTake}>
        <span className={css.other}>
          <b>{whose}</b>
          <span>{say(`role.${other.role}`)}</span>
          {0 < other.unsent && (
            <span className={css.tide}>{say("lock.otherUnsent", { n: other.unsent })}</span>
          )}
        </span>
      </Button>
    </li>
  );
}

/** `starts` offers somebody who has none yet to start with one of her own. */
export function Others({
  others,
  starts = false,
}: {
  others: readonly OtherSatchel[];
  starts?: boolean;
}) {
  const { say } = useWords();
  const take = useTell("session.takeUp");
  const start = useTell("session.setDown");
  if (others.length === 0 && !starts) return null;
  return (
    <section className={css.others} aria-label={say("lock.others")}>
      {0 < others.length && (
        <>
          <h2>{say("lock.others")}</h2>
          <ul>
            {others.map((other) => (
              <Other
                key={other.profile}
                other={other}
                busy={take.busy || start.busy}
                onTake={() => void take.tell({ profile: other.profile })}
              />
            ))}
          </ul>
        </>
      )}
      {starts && (
        <Button kind="bare" size="sm" onPress={() => void start.tell({})}>
          {say("lock.another")}
        </Button>
      )}
      <Failed problem={take.failure ?? start.failure} />
    </section>
  );
}
