// Who she is in one glance, why she is in ECM, and where her episode stands.
import type { ReactNode } from "react";
import { useNavigation } from "../../app/navigation";
import { SetAside } from "../../app/SetAside";
import { TwoAnswers } from "../../app/TwoAnswers";
import type { Member } from "../../contract/generated";
import { Name } from "../../kit/Name/Name";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Stitch } from "../../kit/Stitch/Stitch";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { EpisodeBlock } from "./EpisodeBlock";
import css from "./MemberHead.module.css";
import { population } from "./populations";
import { RiskBars } from "./RiskBars";

/** "8041 2277 D": read aloud in groups. */
export function cinGroups(cin: string): string {
  return cin.replace(/^(.{4})(.{4})(.*)$/, "$1 $2 $3");
}

function Facts({ member }: { member: Member }) {
  const { say, fullDay } = useWords();
  const { cin, healthPlan, episode, risk, twoAnswers } = member;
  return (
    <p className={css.facts}>
      {cin && (
        <span>
          {say("member.cin")} <b className="nowrap">{cinGroups(cin)}</b>
        </span>
      )}
      {healthPlan && <span>{healthPlan}</span>}
      {episode?.lead && (
        <span>
          {say("member.lead")} <b>{episode.lead.name}</b>
          {episode.leadSince && `, ${say("member.since", { day: fullDay(episode.leadSince) })}`}
        </span>
      )}
      {risk && <RiskBars risk={risk} />}
      {member.unsent && <Stitch />}
      <TwoAnswers fields={twoAnswers} of={twoAnswers} />
      <SetAside n={member.setAside} />
    </p>
  );
}

export function MemberHead({ member, actions }: { member: Member; actions: ReactNode }) {
  const words = useWords();
  const { say, locale } = words;
  const { back, canGoBack, go } = useNavigation();
  const { age, pronouns, languages, episode } = member;
  const small = [
    age === null ? null : say("member.age", { n: age }),
    pronouns,
    languages[0] ? languageName(locale, languages[0]) : null,
  ].filter(Boolean);
  const populations = (episode?.populations ?? []).map((code) => population(words, code));
  return (
    <div className={css.who}>
      <PageHead
        place={say("member.title")}
        title={
          <span className={css.title}>
            <Name>{member.name}</Name> <small>{small.join(", ")}</small>
          </span>
        }
        actions={actions}
        onBack={canGoBack ? back : () => go({ at: "caseload" })}
        backLabel={canGoBack ? say("page.back") : say("place.caseload")}
      />
      <Facts member={member} />
      <div className={css.why}>
        {populations.map(({ code, number, words: label }) => (
          <div key={code} className={css.population}>
            <span className={css.number}>{number ?? "?"}</span>
            <p>
              <b>{label}</b>
            </p>
          </div>
        ))}
        <EpisodeBlock member={member} />
      </div>
    </div>
  );
}
