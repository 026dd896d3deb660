// An answer speaks of danger: what to do now, and what was done. It is shown at once and cannot be put aside unread.
import { Undo2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { allSafetyAct } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextArea } from "../../kit/Field/TextArea";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import type { AssessmentPlace } from "./AssessmentScreen";
import type { SheetPart } from "./SheetDesk";
import { useBoth } from "./useBoth";

interface SafetyCardProps extends SheetPart {
  place: AssessmentPlace;
  rule: string;
  flush: () => Promise<void>;
}

export function SafetyCard({ sheet, form, put, place, rule, flush }: SafetyCardProps) {
  const { say } = useWords();
  const both = useBoth();
  const { tell, busy, failure } = useTell("assessments.raise");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [rule]);
  const protocol = sheet.protocols.find((each) => each.rule === rule);
  const { act, words } = form.acting;
  const done = async () => {
    if (act === null) return;
    const { member, instrument } = place;
    const task = say("assess.safetyTask", { short: sheet.instrument.short });
    const told = await tell({ member, instrument, rule, act, words, task });
    if (!("ok" in told)) return;
    put({ safety: [...form.safety, told.ok.safety], acting: { act: null, words: "" } });
    await flush();
  };
  // A slip of the finger is taken back; the sheet asks the question again.
  const takeBack = () => {
    const last = form.answers.at(-1);
    if (form.at === "scores" || !last) put({ entered: {}, at: "scores" });
    else put({ answers: form.answers.slice(0, -1), at: last.item });
  };
  if (!protocol) return null;
  return (
    <div className={css.safety} role="alert">
      <div className={css.danger}>
        <Glyph kind="safety" />
        <h2 ref={heading} tabIndex={-1}>
          {both(protocol.title)}
        </h2>
        <p>{both(protocol.text)}</p>
      </div>
      <div className={css.doing}>
        <ol className={css.protocol}>
          {protocol.steps.map((step) => (
            <li key={step.en}>{both(step)}</li>
          ))}
        </ol>
        <div className={css.done}>
          <RadioTiles
            label={say("assess.whatDone")}
            look="row"
            options={allSafetyAct.map((id) => ({ id, label: say(`safetyAct.${id}`) }))}
            value={act}
            onChange={(chosen) => put({ acting: { act: chosen, words } })}
          />
          <TextArea
            label={say("assess.whatDoneWords")}
            rows={2}
            value={words}
            onChange={(text) => put({ acting: { act, words: text } })}
            onBlur={() => void flush()}
          />
        </div>
      </div>
      <Failed problem={failure} />
      <div className={css.acts}>
        <Button size="lg" icon={Undo2} onPress={takeBack}>
          {say("assess.takeBack")}
        </Button>
        <Button kind="go" size="lg" isDisabled={busy || act === null} onPress={() => void done()}>
          {say("assess.tellSupervisor")}
        </Button>
      </div>
    </div>
  );
}
