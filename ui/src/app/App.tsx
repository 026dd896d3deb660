// The satchel is closed, or it is open. Where the person was is kept over a lock.
import { useCallback, useMemo, useReducer, useState } from "react";
import { useAsk } from "../contract/query";
import { LockScreen } from "../features/lock/LockScreen";
import { EnrolScreen } from "../features/lock/EnrolScreen";
import { SendingScreen } from "../features/lock/SendingScreen";
import { Unkept, UnkeptContext } from "./flush";
import { here, NavigationContext, start, step, type Screen } from "./navigation";
import { Shell } from "./Shell";
import { useForgetting, useNotices } from "./useNotices";

export function App() {
  useNotices();
  const { data: session, failure } = useAsk("session.show", {});
  useForgetting(session?.state === "open");
  const [trail, dispatch] = useReducer(step, start);
  const [unkept] = useState(() => new Unkept());
  const go = useCallback((screen: Screen) => dispatch({ to: "screen", screen }), []);
  const instead = useCallback((screen: Screen) => dispatch({ to: "instead", screen }), []);
  const back = useCallback(() => dispatch({ to: "back" }), []);
  const navigation = useMemo(
    () => ({ screen: here(trail), canGoBack: 1 < trail.length, go, instead, back }),
    [trail, go, instead, back],
  );
  if (!session) return failure ? <LockScreen session={null} problem={failure} /> : null;
  if (session.state === "not_enrolled") {
    return <EnrolScreen emptiedAt={session.emptiedAt} others={session.others} />;
  }
  if (session.state === "locked") return <LockScreen session={session} />;
  if (session.state !== "open") return <SendingScreen session={session} />;
  return (
    <UnkeptContext value={unkept}>
      <NavigationContext value={navigation}>
        <Shell session={session} />
      </NavigationContext>
    </UnkeptContext>
  );
}
