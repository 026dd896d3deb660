// One that was signed: what was found first, then what was put off or declined, and where there is no need.
import { useNavigation } from "../../app/navigation";
import type { AreaAnswered, AreaStanding, ComprehensiveView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Dialog } from "../../kit/Dialog/Dialog";
import { Status } from "../../kit/Status/Status";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { shortHash } from "../visits/note";
import { standingGlyph } from "./AreaNav";
import { comprehensive } from "./comprehensive";
import css from "./ComprehensiveDialog.module.css";
import { factWords } from "./facts";

/** What needs somebody comes first. */
const inOrder: readonly AreaStanding[] = ["assessed", "deferred", "declined"];

function Area({ one }: { one: AreaAnswered }) {
  const words = useWords();
  const both = useBoth();
  const { answer, facts, label } = one;
  return (
    <div>
      <dt>{both(label)}</dt>
      <dd>
        {answer.findings}
        {answer.until &&
          ` ${words.say("comprehensive.untilDay", { day: words.fullDay(answer.until) })}`}
        {facts.map((known) => {
          const { what, says, from } = factWords(words, known, known.label && both(known.label));
          return (
            <small key={`${known.fact.of} ${known.fact.says}`}>
              {what}: {says}
              {from && ` (${from})`}
            </small>
          );
        })}
        <small>{words.say("comprehensive.spokenOn", { day: words.fullDay(answer.on) })}</small>
      </dd>
    </div>
  );
}

/** Areas of which nothing more is said than how they stand, until the same day. */
function Plain({ areas }: { areas: readonly AreaAnswered[] }) {
  const { say, list, fullDay } = useWords();
  const both = useBoth();
  const days = [...new Set(areas.map(({ answer }) => answer.until))];
  return days.map((until) => {
    const here = areas.filter(({ answer }) => answer.until === until);
    const names = list(here.map(({ label }) => both(label)));
    return (
      <p key={until ?? ""}>
        {names}
        {until === undefined ? "" : `. ${say("comprehensive.untilDay", { day: fullDay(until) })}`}
      </p>
    );
  });
}

function saysMore({ answer, facts }: AreaAnswered): boolean {
  return (answer.findings ?? "") !== "" || 0 < facts.length;
}

function Areas({ one }: { one: ComprehensiveView }) {
  const { say } = useWords();
  const none = one.areas.filter(({ answer }) => answer.stands === "no_need");
  return (
    <>
      {inOrder.map((stands) => {
        const here = one.areas.filter(({ answer }) => answer.stands === stands);
        if (here.length === 0) return null;
        return (
          <section key={stands} className={css.group}>
            <h3>
              <Status kind={standingGlyph[stands]}>{say(`areaStanding.${stands}`)}</Status>
            </h3>
            <dl>
              {here.filter(saysMore).map((area) => (
                <Area key={area.answer.area} one={area} />
              ))}
            </dl>
            <Plain areas={here.filter((area) => !saysMore(area))} />
          </section>
        );
      })}
      {0 < none.length && (
        <section className={css.group}>
          <h3>
            <Status kind="noNeed">{say("areaStanding.no_need")}</Status>
          </h3>
          <dl>
            {none.filter(saysMore).map((area) => (
              <Area key={area.answer.area} one={area} />
            ))}
          </dl>
          <Plain areas={none.filter((area) => !saysMore(area))} />
        </section>
      )}
    </>
  );
}

function Circumstances({ one }: { one: ComprehensiveView }) {
  const { say, locale, fullMoment } = useWords();
  const { how, language, interpreter, answeredBy } = one.circumstances;
  return (
    <p className="quiet">
      {fullMoment(one.row.at)}. {say(`askedHow.${how}`)}. {languageName(locale, language)}
      {interpreter !== "none" && `, ${say(`interpreter.${interpreter}`)}`}.{" "}
      {say("assess.answered", { who: say(`answeredBy.${answeredBy}`) })}
    </p>
  );
}

export interface ComprehensiveDialogProps {
  member: string;
  record: string;
  mayCorrect: boolean;
  onClose: () => void;
}

export function ComprehensiveDialog(props: ComprehensiveDialogProps) {
  const { member, record, mayCorrect, onClose } = props;
  const { say } = useWords();
  const { go } = useNavigation();
  const { data: one } = useAsk("comprehensive.show", { record });
  if (!one) return null;
  const { row } = one;
  const correct = () =>
    go({ at: "assessment", member, instrument: comprehensive, corrects: record });
  return (
    <Dialog
      title={say("comprehensive.title")}
      size="lg"
      isOpen
      onClose={onClose}
      actions={
        mayCorrect &&
        row.correctedBy === null && <Button onPress={correct}>{say("assess.correct")}</Button>
      }
    >
      <div className={css.stack}>
        {row.correctedBy !== null && <Status kind="declined">{say("assess.replaced")}</Status>}
        <Circumstances one={one} />
        {one.reason !== "" && <p>{say("assess.correctedWhy", { why: one.reason })}</p>}
        <Areas one={one} />
        {one.strengths !== "" && (
          <p>
            <b>{say("comprehensive.strengthsShort")}</b> {one.strengths}
          </p>
        )}
        {one.barriers !== "" && (
          <p>
            <b>{say("comprehensive.barriersShort")}</b> {one.barriers}
          </p>
        )}
        <footer className={css.foot}>
          <p>
            {say("visit.signedBy", { who: row.signature })}{" "}
            {one.verified ? say("visit.verified") : say("visit.notVerified")}{" "}
            <code>{shortHash(one.hash)}</code>
          </p>
        </footer>
      </div>
    </Dialog>
  );
}
