// Where you can go, and what is still in the bag. Only places that exist.
import {
  CircleQuestionMark,
  Eye,
  Footprints,
  Lock,
  Menu as MenuIcon,
  Search,
  Settings as SettingsIcon,
  Sun,
  TriangleAlert,
  Users,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Session } from "../contract/generated";
import { useAsk } from "../contract/query";
import { cx } from "../kit/cx";
import { Bag, Logo } from "../kit/Logo/Logo";
import { Menu } from "../kit/Menu/Menu";
import { RailButton, RailLink } from "../kit/RailLink/RailLink";
import { useWords } from "../words/words";
import { allowed, useNavigation, type Screen } from "./navigation";
import css from "./Rail.module.css";

/** Which place in the rail a screen belongs to. */
function placeOf(screen: Screen): Screen["at"] {
  return screen.at === "glass" ||
    screen.at === "member" ||
    screen.at === "plan" ||
    screen.at === "visit"
    ? "caseload"
    : screen.at;
}

export interface RailProps {
  session: Session;
  onFind: () => void;
  onHelp: () => void;
  onLock: () => void;
}

export function Rail({ session, onFind, onHelp, onLock }: RailProps) {
  const { say, moment } = useWords();
  const { screen, go } = useNavigation();
  const place = placeOf(allowed(screen, session));
  const { mayRead, mayReadNotes, mayAudit, mayIncidents } = session;
  const { data: caseload } = useAsk(
    "caseload.list",
    { whose: "mine", only: "everyone", page: { offset: 0, limit: 1 } },
    { when: mayRead },
  );
  const { data: outreach } = useAsk(
    "outreach.list",
    { whose: "mine", only: "due", page: { offset: 0, limit: 1 } },
    { when: mayReadNotes },
  );
  const { data: sync } = useAsk("sync.show", {});
  const { unsent, unsentSince } = sync ?? session;

  const link = (
    at: "today" | "caseload" | "outreach" | "audit" | "incidents" | "settings",
    icon: LucideIcon,
    end?: ReactNode,
  ) => (
    <RailLink icon={icon} current={place === at} onPress={() => go({ at })} end={end}>
      {say(`place.${at}`)}
    </RailLink>
  );

  return (
    <nav className={css.rail} aria-label="Satchel">
      <div className={css.brand}>
        <Logo />
        <span>Satchel</span>
      </div>
      <div className={css.places}>
        {mayRead && (
          <>
            <RailButton icon={Search} onPress={onFind} keys={say("rail.findKeys")} look="find">
              {say("rail.find")}
            </RailButton>
            {link("today", Sun)}
            {link("caseload", Users, caseload?.counts.everyone)}
            {mayReadNotes && link("outreach", Footprints, outreach?.counts.due || undefined)}
          </>
        )}
        {mayAudit && link("audit", Eye)}
        {mayIncidents && link("incidents", TriangleAlert)}
      </div>
      <div className={css.gap} />
      <RailLink
        look={0 < unsent ? "bag" : "emptyBag"}
        picture={<Bag />}
        current={place === "sync"}
        onPress={() => go({ at: "sync" })}
        under={
          0 < unsent && unsentSince !== null
            ? say("rail.unsentSince", { when: moment(unsentSince) })
            : say("rail.nothingUnsent")
        }
      >
        {0 < unsent ? say("rail.unsent", { n: unsent }) : say("rail.empty")}
      </RailLink>
      <div className={cx(css.places)}>
        <RailButton icon={CircleQuestionMark} onPress={onHelp} keys={say("rail.helpKeys")}>
          {say("rail.help")}
        </RailButton>
        {link("settings", SettingsIcon)}
        <RailButton icon={Lock} onPress={onLock}>
          {say("rail.lock")}
        </RailButton>
      </div>
      <div className={css.bar}>
        {mayRead && (
          <RailButton icon={Search} onPress={onFind} look="small">
            {say("rail.find")}
          </RailButton>
        )}
        <Menu
          label={say("rail.menu")}
          icon={MenuIcon}
          size="sm"
          items={[
            ...(mayRead
              ? [
                  { id: "today" as const, label: say("place.today"), icon: Sun },
                  { id: "caseload" as const, label: say("place.caseload"), icon: Users },
                ]
              : []),
            ...(mayReadNotes
              ? [{ id: "outreach" as const, label: say("place.outreach"), icon: Footprints }]
              : []),
            ...(mayAudit ? [{ id: "audit" as const, label: say("place.audit"), icon: Eye }] : []),
            ...(mayIncidents
              ? [{ id: "incidents" as const, label: say("place.incidents"), icon: TriangleAlert }]
              : []),
            { id: "help" as const, label: say("rail.help"), icon: CircleQuestionMark },
            { id: "settings" as const, label: say("place.settings"), icon: SettingsIcon },
            { id: "lock" as const, label: say("rail.lock"), icon: Lock },
          ]}
          onAction={(id) => {
            if (id === "lock") onLock();
            else if (id === "help") onHelp();
            else go({ at: id });
          }}
        />
      </div>
    </nav>
  );
}
