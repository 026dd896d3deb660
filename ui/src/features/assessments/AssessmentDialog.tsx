// One signed assessment: every answer, what was done about danger, and the way to put it right.
import { useNavigation } from "../../app/navigation";
import type { AssessmentView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Dialog } from "../../kit/Dialog/Dialog";
import { Status } from "../../kit/Status/Status";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import { shortHash } from "../visits/note";
import css from "./AssessmentDialog.module.css";
import { useBoth } from "./useBoth";

function Circumstances({ one }: { one: AssessmentView }) {
  const { say, locale, fullMoment } = useWords();
  const { how, language, interpreter, answeredBy, company } = one.circumstances;
  return (
    <p className="quiet">
      {fullMoment(one.startedAt)}. {say(`askedHow.${how}`)}. {languageName(locale, language)}
      {interpreter !== "none" && `, ${say(`interpreter.${interpreter}`)}`}.{" "}
      {say("assess.answered", { who: say(`answeredBy.${answeredBy}`) })}{" "}
      {say("assess.company", { company: say(`company.${company}`) })}
    </p>
  );
}

function Answers({ one }: { one: AssessmentView }) {
  const { say } = useWords();
  return (
    <dl className={css.answers}>
      {one.answers.map(({ question, chosen, absent, takenOver }) => (
        <div key={question}>
          <dt lang="en">{question}</dt>
          <dd>
            {absent === null ? (
              <span lang="en">{chosen.join("; ")}</span>
            ) : (
              <Status kind="declined" size="sm">
                {say(`absent.${absent}`)}
              </Status>
            )}
            {takenOver && <small> {say("assess.wasTakenOver")}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Safety({ one }: { one: AssessmentView }) {
  const { say, fullMoment } = useWords();
  const both = useBoth();
  return one.safety.map(({ text, act, words, at }) => (
    <div key={at} className={css.safety}>
      <Status kind="safety">{both(text)}</Status>
      <p>
        {say(`safetyAct.${act}`)}, {fullMoment(at)}. {words}
      </p>
    </div>
  ));
}

interface AssessmentDialogProps {
  member: string;
  record: string;
  mayCorrect: boolean;
  onClose: () => void;
}

export function AssessmentDialog({ member, record, mayCorrect, onClose }: AssessmentDialogProps) {
  const { say } = useWords();
  const both = useBoth();
  const { go } = useNavigation();
  const { data: one } = useAsk("assessments.show", { record });
  if (!one) return null;
  const { row } = one;
  const [outcome] = row.outcomes;
  const open = mayCorrect && row.correctedBy === null;
  const correct = () =>
    go({ at: "assessment", member, instrument: row.instrument, corrects: record });
  return (
    <Dialog
      title={row.short}
      size="lg"
      isOpen
      onClose={onClose}
      actions={open && <Button onPress={correct}>{say("assess.correct")}</Button>}
    >
      <div className={css.stack}>
        {row.correctedBy !== null && <Status kind="declined">{say("assess.replaced")}</Status>}
        <p className={css.total}>
          {outcome?.value == null ? (
            <b>{say(row.declined ? "assess.declined" : "assess.noTotal")}</b>
          ) : (
            <b>{say("assess.totalOf", { value: outcome.value, of: outcome.of })}</b>
          )}{" "}
          {outcome?.band && both(outcome.band)}
        </p>
        <Circumstances one={one} />
        <Safety one={one} />
        {one.declined !== "" && <p>{one.declined}</p>}
        {one.reason !== "" && <p>{say("assess.correctedWhy", { why: one.reason })}</p>}
        <Answers one={one} />
        <footer className={css.foot}>
          <p>
            {say("visit.signedBy", { who: row.signature })}{" "}
            {one.verified ? say("visit.verified") : say("visit.notVerified")}{" "}
            <code>{shortHash(one.hash)}</code>
          </p>
          <p lang="en">
            {one.title}. {one.attribution}
          </p>
        </footer>
      </div>
    </Dialog>
  );
}
