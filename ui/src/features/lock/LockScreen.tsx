// Opening the satchel. Says what can be said without opening it, and nothing about anybody.
import { PenLine } from "lucide-react";
import { useEffect, useState } from "react";
import type { Problem } from "../../contract/ask";
import type { Session } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Bag } from "../../kit/Logo/Logo";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords, type Words } from "../../words/words";
import { LockLayout } from "./LockLayout";
import css from "./LockScreen.module.css";
import { Others } from "./Others";
import { PassphraseForm } from "./PassphraseForm";
import { PinForm } from "./PinForm";
import { RecoverScreen } from "./RecoverScreen";

/** Since when, and why. */
function lockedSentence({ say, moment }: Words, session: Session): string {
  if (session.lockedAt === null || session.lockedWhy === "closed") return say("lock.closed");
  const when = moment(session.lockedAt);
  if (session.lockedWhy === "quiet")
    return say("lock.quiet", { when, n: session.lockAfterMinutes });
  if (session.lockedWhy === "hours") return say("lock.hours", { when, n: session.lockAfterHours });
  if (session.lockedWhy === "away") return say("lock.away", { when });
  return say("lock.asked", { when });
}

function Truth({ session }: { session: Session }) {
  const { say, moment } = useWords();
  return (
    <ul className={css.truth}>
      <li className={0 < session.unsent ? css.tide : undefined}>
        <Bag />
        <p>
          <b>
            {0 < session.unsent ? say("lock.unsent", { n: session.unsent }) : say("lock.empty")}
          </b>
          <span>
            {session.unsentSince !== null
              ? say("lock.unsentSince", { when: moment(session.unsentSince) })
              : session.exchangedAt === null
                ? say("lock.neverExchanged")
                : say("lock.exchanged", { when: moment(session.exchangedAt) })}
          </span>
        </p>
      </li>
      {0 < session.drafts && session.draftKeptAt !== null && (
        <li>
          <PenLine className={css.icon} aria-hidden="true" />
          <p>
            <b>{say("lock.drafts", { n: session.drafts })}</b>
            <span>{say("lock.draftsKept", { when: moment(session.draftKeptAt) })}</span>
          </p>
        </li>
      )}
      <li>
        <span className={css.icon}>
          <Glyph kind="done" />
        </span>
        <p>
          <b>{say("lock.never")}</b>
          <span>{say("lock.neverMore")}</span>
        </p>
      </li>
    </ul>
  );
}

/** What the clinic says of this satchel from outside. */
function Word({ session }: { session: Session }) {
  const { say, moment } = useWords();
  const { tell: ask, busy, failure } = useTell("session.askClinic");
  const { lease, recalled } = session;
  if (!recalled && !lease?.ending) return null;
  return (
    <>
      <Banner
        kind="due"
        action={
          <Button size="sm" isDisabled={busy} onPress={() => void ask({})}>
            {say("lock.askClinic")}
          </Button>
        }
      >
        {recalled
          ? say("lock.recalled")
          : lease && say("lease.ending", { n: lease.days, when: moment(lease.until) })}
      </Banner>
      <Failed problem={failure} />
    </>
  );
}

export function LockScreen({ session, problem }: { session: Session | null; problem?: Problem }) {
  const words = useWords();
  const { say } = words;
  const [cannot, setCannot] = useState(false);
  const [withPassphrase, setWithPassphrase] = useState(false);
  useEffect(() => {
    document.title = `${say("place.lock")} · Satchel`;
  }, [say, cannot]);

  if (cannot && session) {
    return <RecoverScreen session={session} onBack={() => setCannot(false)} />;
  }
  const takesPin = session?.takesPin ?? false;
  return (
    <LockLayout>
      <h1>{say("lock.title")}</h1>
      <p className={css.sub}>{session ? lockedSentence(words, session) : say("lock.closed")}</p>
      {session && (
        <p className={css.person}>
          <Glyph kind="now" />
          <b>{session.initials}</b>
          {session.role && <span>{say(`role.${session.role}`)}</span>}
        </p>
      )}
      {session && <Word session={session} />}
      {takesPin && !withPassphrase ? (
        <PinForm onPassphrase={() => setWithPassphrase(true)} />
      ) : (
        <PassphraseForm
          waits={session?.waitUntil ?? 0}
          problem={problem}
          onPin={takesPin ? () => setWithPassphrase(false) : undefined}
          onCannot={session ? () => setCannot(true) : undefined}
        />
      )}
      {session && <Truth session={session} />}
      {session && <Others others={session.others} starts />}
    </LockLayout>
  );
}
