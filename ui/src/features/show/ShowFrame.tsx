// What a member is shown on our laptop: hers alone, large, in her language. There is no way from here to anything else:
// giving the laptop back locks it, and only the passphrase or her PIN opens it again.
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useNavigation, type Screen } from "../../app/navigation";
import type { Problem } from "../../contract/ask";
import type { Member } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { InLocale } from "../../kit/Locale/Locale";
import { useWords, type Locale } from "../../words/words";
import css from "./Show.module.css";

/** The language she is shown things in: hers where we have it, else English. */
export function localeFor(languages: readonly string[]): Locale {
  const spoken = languages.find((language) => /^(?:en|es)\b/.test(language));
  return spoken?.startsWith("es") ? "es-US" : "en-US";
}

function Foot({ then }: { then: Screen }) {
  const { say } = useWords();
  const { instead } = useNavigation();
  const { data: session } = useAsk("session.show", {});
  const { tell: lock, busy, failure } = useTell("session.lock");
  const name = session?.name?.split(" ")[0] ?? "";
  const giveBack = async () => {
    const told = await lock({});
    // Only then: what stands behind this screen is for nobody who holds the laptop now.
    if (!("failure" in told)) instead(then);
  };
  return (
    <footer className={css.foot}>
      <Failed problem={failure} />
      <span className={css.hint}>{say("show.backHint")}</span>
      <Button kind="bare" size="lg" icon={Lock} isDisabled={busy} onPress={() => void giveBack()}>
        {say("show.back", { name })}
      </Button>
    </footer>
  );
}

export interface ShowFrameProps {
  member: Member;
  /** Where the person who works here is once she has the laptop back. */
  then: Screen;
  children: ReactNode;
}

export function ShowFrame({ member, then, children }: ShowFrameProps) {
  const locale = localeFor(member.languages);
  return (
    <InLocale locale={locale}>
      <div className={css.page} lang={locale}>
        <div className={css.body}>{children}</div>
        <Foot then={then} />
      </div>
    </InLocale>
  );
}

/** What she was shown is not here any more, or the page failed: the laptop can only be given back. */
export function ShowEnds({ problem }: { problem?: Problem }) {
  const { say } = useWords();
  return (
    <div className={css.page}>
      <div className={css.body}>
        {problem ? <Failed problem={problem} /> : <p>{say("defect.title")}</p>}
      </div>
      <Foot then={{ at: "today" }} />
    </div>
  );
}
