// Where the person is: a stack of screens, no addresses. Pure, so that it can be tested.
import { createContext, useContext } from "react";
import type { CaseloadFilter, OutreachFilter } from "../contract/generated";

export const memberTabs = [
  "timeline",
  "outreach",
  "eligibility",
  "pregnancy",
  "plan",
  "visits",
  "assessments",
  "health",
  "people",
  "papers",
  "consents",
  "rights",
  "contact",
  "about",
] as const;
export type MemberTab = (typeof memberTabs)[number];

/** What a member can be shown of her own. */
export type ShownThing = "pregnancy";

/** The list, large buttons for the field, and figures. */
export const outreachViews = ["list", "street", "works"] as const;
export type OutreachViewName = (typeof outreachViews)[number];

/** Who looked at what, and which records were opened that were not theirs to hold. */
export type AuditView = "looked" | "opened";

export type Screen =
  | { at: "today" }
  | { at: "caseload"; only?: CaseloadFilter }
  | { at: "outreach"; view?: OutreachViewName; only?: OutreachFilter; member?: string }
  | { at: "meet"; after?: "outreach" }
  | { at: "member"; member: string; tab?: MemberTab }
  | { at: "plan"; member: string }
  /** Hers alone, for her eyes; left only by locking. */
  | { at: "show"; member: string; what: ShownThing }
  | { at: "visit"; member: string; visit: string }
  | {
      at: "assessment";
      member: string;
      instrument: string;
      /** The visit it is asked in. */
      visit?: string | null;
      /** The signed record that is put right. */
      corrects?: string | null;
    }
  | { at: "audit"; member?: string; name?: string; view?: AuditView }
  | { at: "incidents"; incident?: string }
  /** Asking for a record that is not hers to hold. */
  | { at: "glass" }
  | { at: "sync" }
  | { at: "settings" }
  | { at: "devices" };

/** The screens behind the current one, oldest first; the last is the one shown. Never empty. */
export type Trail = readonly [Screen, ...Screen[]];

export type Step =
  | { to: "screen"; screen: Screen }
  | { to: "instead"; screen: Screen }
  | { to: "back" }
  | { to: "start" };

export const start: Trail = [{ at: "today" }];

/** Deep enough for any day; older steps are forgotten. */
const trailMax = 30;

/** These begin a new trail: going back from a rail place is to choose another place. */
function isPlace(screen: Screen): boolean {
  if (screen.at === "incidents") return screen.incident === undefined;
  return ["today", "caseload", "outreach", "audit", "sync", "settings"].includes(screen.at);
}

export function here(trail: Trail): Screen {
  return trail.at(-1) ?? trail[0];
}

export function same(a: Screen, b: Screen): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function asTrail(screens: readonly Screen[]): Trail {
  const [first = start[0], ...rest] = screens;
  return [first, ...rest];
}

export function step(trail: Trail, next: Step): Trail {
  switch (next.to) {
    case "start":
      return start;
    case "back":
      return 1 < trail.length ? asTrail(trail.slice(0, -1)) : trail;
    case "instead":
      return asTrail([...trail.slice(0, -1), next.screen]);
    case "screen":
      if (same(here(trail), next.screen)) return trail;
      if (isPlace(next.screen)) return [next.screen];
      return asTrail([...trail, next.screen].slice(-trailMax));
  }
}

/** What somebody is shown whose role has no members' records: who looked, if she may, or how the exchange stands. */
export function allowed(
  screen: Screen,
  session: { mayRead: boolean; mayReadNotes: boolean; mayAudit: boolean; mayIncidents: boolean },
): Screen {
  if (screen.at === "incidents" && session.mayIncidents) return screen;
  if (screen.at === "outreach" && !session.mayReadNotes) return allowed({ at: "today" }, session);
  const isOpenToAll = screen.at === "sync" || screen.at === "settings";
  if (isOpenToAll || (screen.at === "audit" ? session.mayAudit : session.mayRead)) return screen;
  return session.mayRead ? { at: "today" } : { at: session.mayAudit ? "audit" : "sync" };
}

export interface Navigation {
  screen: Screen;
  canGoBack: boolean;
  go: (screen: Screen) => void;
  /** Replaces the current screen: for tabs, and for what no longer exists. */
  instead: (screen: Screen) => void;
  back: () => void;
}

export const NavigationContext = createContext<Navigation | null>(null);

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error("no navigation around this component");
  return navigation;
}
