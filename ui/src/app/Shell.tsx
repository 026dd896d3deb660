// The rail lies on the bag; the sheet is the page pulled out of it.
import { useCallback, useContext, useState } from "react";
import { useTell } from "../contract/query";
import type { Session } from "../contract/generated";
import { cx } from "../kit/cx";
import { Defect } from "./Defect";
import { Find } from "./Find";
import { UnkeptContext } from "./flush";
import { allowed, useNavigation } from "./navigation";
import { Rail } from "./Rail";
import { Screens } from "./Screens";
import css from "./Shell.module.css";
import { useActivity, warnMinutes } from "./useActivity";
import { HelpDrawer } from "../features/help/HelpDrawer";
import { helpPlace } from "../features/help/help";
import { ShowEnds } from "../features/show/ShowFrame";
import { Button } from "../kit/Button/Button";
import { useWords } from "../words/words";
import { useKeys } from "./useKeys";

export function Shell({ session }: { session: Session }) {
  const { say } = useWords();
  const { screen: asked, go, back } = useNavigation();
  const screen = allowed(asked, session);
  const { tell: lock } = useTell("session.lock");
  const unkept = useContext(UnkeptContext);
  const [finding, setFinding] = useState(false);
  const [helping, setHelping] = useState(false);
  const { locksSoon, stay } = useActivity(session.lockAfterMinutes);

  const onLock = useCallback(() => {
    void (async () => {
      await unkept.flush();
      await lock({});
    })();
  }, [unkept, lock]);
  const onFind = useCallback(() => setFinding(true), [setFinding]);
  const onHelp = useCallback(() => setHelping(true), [setHelping]);
  // Whoever is shown her own things holds the laptop: no key leads from there to anybody else's.
  const shown = screen.at === "show";
  const nothing = useCallback(() => {}, []);
  useKeys({
    onFind: shown ? nothing : onFind,
    onHelp: shown ? nothing : onHelp,
    onLock,
    onBack: shown ? nothing : back,
  });

  // During a visit, while somebody is asked, and while she is shown hers, there is nothing beside the member.
  const bare = shown || screen.at === "visit" || screen.at === "assessment";
  return (
    <div className={cx(css.app, bare && css.bare)}>
      {!bare && <Rail session={session} onFind={onFind} onHelp={onHelp} onLock={onLock} />}
      {/* A new screen starts at its top. */}
      <main className={bare ? css.whole : css.sheet} key={screenKey(screen)}>
        <Defect onAgain={() => go({ at: "today" })} {...(shown && { instead: <ShowEnds /> })}>
          <Screens screen={screen} />
        </Defect>
      </main>
      {locksSoon && (
        <div className={css.soon} role="alert">
          <span>{say("shell.locksSoon", { n: warnMinutes })}</span>
          <Button size="sm" onPress={stay}>
            {say("shell.stay")}
          </Button>
        </div>
      )}
      <Find isOpen={finding && session.mayRead && !shown} onClose={() => setFinding(false)} />
      <HelpDrawer
        place={helpPlace(screen)}
        isOpen={helping && !shown}
        onClose={() => setHelping(false)}
      />
    </div>
  );
}

/** The same person on another tab is the same sheet. */
function screenKey(screen: ReturnType<typeof useNavigation>["screen"]): string {
  switch (screen.at) {
    case "member":
    case "plan":
    case "show":
      return `${screen.at} ${screen.member}`;
    case "visit":
      return `visit ${screen.visit}`;
    case "assessment":
      return `assessment ${screen.member} ${screen.instrument} ${screen.corrects ?? ""}`;
    case "incidents":
      return `incidents ${screen.incident ?? ""}`;
    case "today":
    case "caseload":
    case "outreach":
    case "meet":
    case "audit":
    case "glass":
    case "sync":
    case "settings":
    case "devices":
      return screen.at;
  }
}
