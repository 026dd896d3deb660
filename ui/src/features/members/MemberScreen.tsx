// One member: who, why in ECM, and her record in sections.
import { Missing } from "../../app/Missing";
import { useNavigation, type MemberTab } from "../../app/navigation";
import type { Member } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Section } from "../../kit/Section/Section";
import { SideList } from "../../kit/SideList/SideList";
import { Glyph } from "../../kit/Status/Glyph";
import { useNames } from "../../kit/Name/Name";
import { useWords } from "../../words/words";
import { AssessmentsSection } from "../assessments/AssessmentsSection";
import { ConsentsSection } from "../consents/ConsentsSection";
import { EligibilitySection } from "../eligibility/EligibilitySection";
import { OutreachSection } from "../outreach/OutreachSection";
import { PerinatalSection } from "../perinatal/PerinatalSection";
import { RightsSection } from "../rights/RightsSection";
import { NextVisit } from "../visits/NextVisit";
import { AboutSection } from "./AboutSection";
import { ContactSection } from "./ContactSection";
import { HealthSection } from "./HealthSection";
import { JoinedRecords } from "./JoinedRecords";
import { MemberHead } from "./MemberHead";
import css from "./MemberScreen.module.css";
import { PapersSection } from "./PapersSection";
import { PeopleSection } from "./PeopleSection";
import { PlanGlance } from "./PlanGlance";
import samePersonCss from "./SamePerson.module.css";
import { SamePersonCard } from "./SamePersonCard";
import { TimelineSection } from "./TimelineSection";
import { VisitsSection } from "./VisitsSection";

function useItems(member: Member) {
  const { say } = useWords();
  const { counts, due } = member;
  const planDue = due.some(
    ({ what, press }) => (what === "plan_review" || what === "intervention") && press !== "later",
  );
  const dueMark = (
    <span className={css.due}>
      <Glyph kind="due" />
      <span className="sr">{say("status.due")}</span>
    </span>
  );
  return [
    { id: "timeline", label: say("member.tab.timeline") },
    { id: "outreach", label: say("member.tab.outreach") },
    { id: "eligibility", label: say("member.tab.eligibility") },
    { id: "pregnancy", label: say("member.tab.pregnancy") },
    { id: "plan", label: say("member.tab.plan"), end: planDue ? dueMark : counts.goals },
    { id: "visits", label: say("member.tab.visits"), end: counts.visits },
    { id: "assessments", label: say("member.tab.assessments") },
    { id: "health", label: say("member.tab.health"), end: counts.problems + counts.medicines },
    { id: "people", label: say("member.tab.people"), end: counts.support },
    { id: "papers", label: say("member.tab.papers") },
    { id: "consents", label: say("member.tab.consents") },
    { id: "rights", label: say("member.tab.rights") },
    { id: "contact", label: say("member.tab.contact") },
    { id: "about", label: say("member.tab.about") },
  ] as const satisfies readonly { id: MemberTab; label: string; end?: unknown }[];
}

function Panel({ member, tab }: { member: Member; tab: MemberTab }) {
  const { say } = useWords();
  const { name } = useNames();
  switch (tab) {
    case "timeline":
      return <TimelineSection member={member} />;
    case "outreach":
      return <OutreachSection member={member} />;
    case "eligibility":
      return <EligibilitySection member={member.member} />;
    case "pregnancy":
      return <PerinatalSection member={member} />;
    case "plan":
      return <PlanGlance member={member.member} />;
    case "visits":
      return (
        <div className={css.visits}>
          <Section title={say("member.planned")}>
            <NextVisit member={member.member} except={null} firstName={name(member.firstName)} />
          </Section>
          <VisitsSection member={member.member} />
        </div>
      );
    case "assessments":
      return <AssessmentsSection member={member.member} />;
    case "health":
      return <HealthSection member={member.member} />;
    case "people":
      return <PeopleSection member={member} />;
    case "papers":
      return <PapersSection member={member} />;
    case "consents":
      return <ConsentsSection member={member} />;
    case "rights":
      return <RightsSection member={member} />;
    case "contact":
      return <ContactSection member={member} />;
    case "about":
      return (
        <div className={css.stack}>
          <JoinedRecords member={member} />
          <AboutSection member={member} />
        </div>
      );
  }
}

/** Whether she is somebody else too, and which records are hers. */
function SamePerson({ member }: { member: Member }) {
  const { say } = useWords();
  const { instead } = useNavigation();
  const { mayBe, records } = member;
  if (mayBe.length === 0 && records.length === 0) return null;
  return (
    <div className={samePersonCss.stack}>
      {mayBe.map((review) => (
        <SamePersonCard key={review.review} review={review} linked={false} />
      ))}
      {0 < records.length && (
        <div>
          <Button
            kind="bare"
            onPress={() => instead({ at: "member", member: member.member, tab: "about" })}
          >
            {say("samePerson.records", { n: records.length })}
          </Button>
        </div>
      )}
    </div>
  );
}

function Record({ member, tab }: { member: Member; tab: MemberTab }) {
  const { say } = useWords();
  const { name } = useNames();
  const { go, instead } = useNavigation();
  const id = member.member;
  return (
    <>
      <MemberHead
        member={member}
        actions={
          <Button kind="go" onPress={() => go({ at: "plan", member: id })}>
            {say("plan.title")}
          </Button>
        }
      />
      <SamePerson member={member} />
      <SideList
        label={say("member.record", { name: name(member.firstName) })}
        items={useItems(member)}
        selected={tab}
        onSelect={(next) => instead({ at: "member", member: id, tab: next })}
      >
        <Panel member={member} tab={tab} />
      </SideList>
    </>
  );
}

export function MemberScreen({ member: id, tab }: { member: string; tab: MemberTab }) {
  const { say } = useWords();
  const { data: member, failure } = useAsk("members.show", { member: id });
  if (!member) return <Missing place={say("member.title")} problem={failure} />;
  return <Record member={member} tab={tab} />;
}
