// Which screen is shown.
import { AssessmentScreen } from "../features/assessments/AssessmentScreen";
import { AuditScreen } from "../features/audit/AuditScreen";
import { CaseloadScreen } from "../features/caseload/CaseloadScreen";
import { comprehensive } from "../features/comprehensive/comprehensive";
import { ComprehensiveScreen } from "../features/comprehensive/ComprehensiveScreen";
import { DevicesScreen } from "../features/devices/DevicesScreen";
import { GlassBand } from "../features/glass/GlassBand";
import { GlassScreen } from "../features/glass/GlassScreen";
import { IncidentsScreen } from "../features/incidents/IncidentsScreen";
import { MeetScreen } from "../features/members/MeetScreen";
import { MemberScreen } from "../features/members/MemberScreen";
import { OutreachScreen } from "../features/outreach/OutreachScreen";
import { PlanScreen } from "../features/plans/PlanScreen";
import { SettingsScreen } from "../features/settings/SettingsScreen";
import { ShowScreen } from "../features/show/ShowScreen";
import { SyncScreen } from "../features/sync/SyncScreen";
import { TodayScreen } from "../features/today/TodayScreen";
import { VisitScreen } from "../features/visits/VisitScreen";
import type { Screen } from "./navigation";

/** Whose record a screen shows to somebody who works here. */
function whose(screen: Screen): string | null {
  switch (screen.at) {
    case "member":
    case "plan":
    case "visit":
    case "assessment":
      return screen.member;
    case "outreach":
      return screen.member ?? null;
    case "show":
    case "today":
    case "caseload":
    case "meet":
    case "audit":
    case "incidents":
    case "glass":
    case "sync":
    case "settings":
    case "devices":
      return null;
  }
}

export function Screens({ screen }: { screen: Screen }) {
  const member = whose(screen);
  return (
    <>
      {member !== null && <GlassBand member={member} />}
      <Shown screen={screen} />
    </>
  );
}

function Shown({ screen }: { screen: Screen }) {
  switch (screen.at) {
    case "today":
      return <TodayScreen />;
    case "caseload":
      return <CaseloadScreen only={screen.only ?? "everyone"} />;
    case "outreach":
      return (
        <OutreachScreen
          view={screen.view ?? "list"}
          only={screen.only ?? "to_find"}
          member={screen.member ?? null}
        />
      );
    case "meet":
      return <MeetScreen after={screen.after ?? null} />;
    case "member":
      return <MemberScreen member={screen.member} tab={screen.tab ?? "timeline"} />;
    case "show":
      return <ShowScreen member={screen.member} what={screen.what} />;
    case "plan":
      return <PlanScreen member={screen.member} />;
    case "visit":
      return <VisitScreen member={screen.member} visit={screen.visit} />;
    case "assessment":
      return screen.instrument === comprehensive ? (
        <ComprehensiveScreen
          member={screen.member}
          visit={screen.visit ?? null}
          corrects={screen.corrects ?? null}
        />
      ) : (
        <AssessmentScreen
          member={screen.member}
          instrument={screen.instrument}
          visit={screen.visit ?? null}
          corrects={screen.corrects ?? null}
        />
      );
    case "audit":
      return (
        <AuditScreen
          key={screen.member ?? ""}
          member={screen.member ?? null}
          name={screen.name ?? ""}
          view={screen.view ?? "looked"}
        />
      );
    case "incidents":
      return <IncidentsScreen incident={screen.incident ?? null} />;
    case "glass":
      return <GlassScreen />;
    case "sync":
      return <SyncScreen />;
    case "settings":
      return <SettingsScreen />;
    case "devices":
      return <DevicesScreen />;
  }
}
