// What reaches people: figures with a bar beside each, so that the picture is the table.
import type { NamedShare, Share } from "../../contract/generated";
import { allPlace } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "./WhatWorks.module.css";
import { best } from "./works";

function useName(): (share: NamedShare) => string {
  const { say } = useWords();
  const both = useBoth();
  return ({ code, label }) => {
    if (label) return both(label);
    const place = allPlace.find((each) => each === code);
    return place ? say(`meetingPlace.${place}`) : code;
  };
}

function Bar({ share, most }: { share: Share; most: number }) {
  const wide = (n: number) => (most === 0 ? 0 : (n / most) * 100);
  return (
    <svg className={css.bar} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <rect className={css.made} x={0} y={0} width={wide(share.made)} height={12} />
      <rect className={css.reached} x={0} y={0} width={wide(share.reached)} height={12} />
    </svg>
  );
}

function Figure({ title, shares }: { title: string; shares: readonly NamedShare[] }) {
  const { say } = useWords();
  const name = useName();
  if (shares.length === 0) return null;
  const most = Math.max(...shares.map(({ share }) => share.made));
  return (
    <table className={css.figure}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">{say("outreach.works.what")}</span>
          </th>
          <th scope="col">
            <span className="sr">{say("outreach.works.share")}</span>
          </th>
          <th scope="col">{say("outreach.works.reached")}</th>
          <th scope="col">{say("outreach.works.made")}</th>
        </tr>
      </thead>
      <tbody>
        {shares.map((each) => (
          <tr key={each.code}>
            <th scope="row">{name(each)}</th>
            <td>
              <Bar share={each.share} most={most} />
            </td>
            <td className="num">{each.share.reached}</td>
            <td className="num">{each.share.made}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function WhatWorks() {
  const { say, fullDay } = useWords();
  const name = useName();
  const { data, failure } = useAsk("outreach.works", {});
  if (!data) return <Failed problem={failure} />;
  const { all, byMethod, byPlace, byHour, since } = data;
  if (all.made === 0) {
    return <Empty title={say("outreach.works.none")}>{say("outreach.works.noneMore")}</Empty>;
  }
  const good = best(byMethod);
  return (
    <Section title={say("outreach.works.title")} size="xl">
      <p className={css.sentence}>
        {say("outreach.works.all", { reached: all.reached, made: all.made })}{" "}
        {good &&
          say("outreach.works.best", {
            what: name(good),
            reached: good.share.reached,
            made: good.share.made,
          })}
      </p>
      <p className="quiet">{say("outreach.works.more", { day: fullDay(since) })}</p>
      <div className={css.figures}>
        <Figure title={say("outreach.works.byMethod")} shares={byMethod} />
        <div className={css.side}>
          <Figure title={say("outreach.works.byPlace")} shares={byPlace} />
          <Figure title={say("outreach.works.byHour")} shares={byHour} />
        </div>
      </div>
    </Section>
  );
}
