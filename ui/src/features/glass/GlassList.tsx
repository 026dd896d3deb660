// Every record that was opened, for whoever watches: who, why, until when, and what was found of it.
import type { GlassView } from "../../contract/generated";
import { useAsk, useTell, type Teller } from "../../contract/query";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import css from "./Glass.module.css";
import { GlassVerdict } from "./GlassVerdict";

function Facts({ glass }: { glass: GlassView }) {
  const { say, moment } = useWords();
  return (
    <dl className={css.facts}>
      <dt>{say("glass.openedAt")}</dt>
      <dd>{say("glass.openedOn", { when: moment(glass.at), computer: glass.computer })}</dd>
      <dt>{say("glass.why")}</dt>
      <dd>
        {say(`glassReason.${glass.reason}`)}.{glass.words && <> “{glass.words}”</>}
      </dd>
      {glass.weighed && (
        <>
          <dt>{say("glass.verdict")}</dt>
          <dd>
            {say("glass.weighedBy", { who: glass.weighed.by, when: moment(glass.weighed.at) })} “
            {glass.weighed.words}”
          </dd>
        </>
      )}
    </dl>
  );
}

function One({ glass, teller }: { glass: GlassView; teller: Teller<"glass.weigh"> }) {
  const { say, moment } = useWords();
  const names = useNames();
  const isOpen = glass.ended === null;
  return (
    <li className={css.one}>
      <h3>{say("glass.whoWhose", { who: glass.who, whose: names.name(glass.whose) })}</h3>
      <p className={css.acts}>
        {isOpen ? (
          <Status kind="due">{say("glass.isOpen", { until: moment(glass.until) })}</Status>
        ) : (
          <Status kind="done">{say("glass.isOver", { when: moment(glass.ended ?? 0) })}</Status>
        )}
        {glass.weighed && (
          <Status kind={glass.weighed.verdict === "justified" ? "done" : "late"}>
            {say(`glassVerdict.${glass.weighed.verdict}`)}
          </Status>
        )}
      </p>
      <Facts glass={glass} />
      {glass.mayWeigh && <GlassVerdict glass={glass.glass} teller={teller} />}
    </li>
  );
}

export function GlassList() {
  const { say } = useWords();
  const { data, failure } = useAsk("glass.list", {});
  const teller = useTell("glass.weigh");
  const waiting = data?.glasses.filter(({ weighed }) => weighed === null) ?? [];
  const weighed = data?.glasses.filter((glass) => glass.weighed !== null) ?? [];
  const list = (glasses: readonly GlassView[]) => (
    <ul className={css.list}>
      {glasses.map((glass) => (
        <One key={glass.glass} glass={glass} teller={teller} />
      ))}
    </ul>
  );
  return (
    <>
      <Failed problem={failure ?? teller.failure} />
      {data?.glasses.length === 0 && (
        <Empty title={say("glass.none")}>{say("glass.noneMore")}</Empty>
      )}
      {0 < waiting.length && <Section title={say("glass.waiting")}>{list(waiting)}</Section>}
      {0 < weighed.length && <Section title={say("glass.weighed")}>{list(weighed)}</Section>}
    </>
  );
}
