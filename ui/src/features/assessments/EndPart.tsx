// What it came to, what follows, and the signature. A screen is no diagnosis: what follows is a suggestion.
import { PenLine } from "lucide-react";
import { useNavigation } from "../../app/navigation";
import type { Weighed } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextArea } from "../../kit/Field/TextArea";
import { Link } from "../../kit/Link/Link";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import type { AssessmentPlace } from "./AssessmentScreen";
import { Foot } from "./Foot";
import { Outcomes } from "./Outcomes";
import { SafetyLine } from "./SafetyLine";
import { answersNow, asked, circumstances, enteredScores } from "./sheet";
import type { SheetPart } from "./SheetDesk";
import { useBoth } from "./useBoth";

interface EndProps extends SheetPart {
  place: AssessmentPlace;
  weighed: Weighed;
  flush: () => Promise<void>;
  onLeave: () => void;
}

/** Questions without an answer or a reason: they are signed as not asked. */
function Open({ sheet, form, put, weighed }: EndProps) {
  const { say } = useWords();
  const here = asked(sheet, form, weighed.skipped);
  const open = here.filter(({ item }) => weighed.open.includes(item));
  const [first] = open;
  if (!first) return null;
  return (
    <p className={css.open}>
      <Status kind="due" size="sm">
        {say("assess.open", { n: open.length })}
      </Status>{" "}
      <Link onPress={() => put({ at: first.item })}>{say("assess.openGo")}</Link>
    </p>
  );
}

function Suggestions({ place, weighed }: EndProps) {
  const { say } = useWords();
  const both = useBoth();
  const { instead } = useNavigation();
  if (weighed.suggestions.length === 0) return null;
  return (
    <section className={css.suggestions} aria-label={say("assess.suggestions")}>
      <h3>{say("assess.suggestions")}</h3>
      <ul>
        {weighed.suggestions.map(({ rule, text, open }) => (
          <li key={rule}>
            {both(text)}{" "}
            {open !== null && (
              <Link
                onPress={() =>
                  instead({ at: "assessment", ...place, corrects: null, instrument: open })
                }
              >
                {say("assess.openNext")}
              </Link>
            )}
          </li>
        ))}
      </ul>
      <p className="faint sm">{say("assess.noDiagnosis")}</p>
    </section>
  );
}

export function EndPart(props: EndProps) {
  const { sheet, form, put, onBack, place, weighed, flush, onLeave } = props;
  const { say } = useWords();
  const { tell, busy, failure } = useTell("assessments.finish");
  const how = circumstances(sheet, form);
  const corrects = sheet.corrects !== null;
  const all = form.declined !== null;
  const ready = how !== null && (!corrects || form.reason.trim() !== "");
  const sign = async () => {
    if (how === null) return;
    // What waits to be kept would come back as a draft of what is signed.
    await flush();
    const told = await tell({
      ...place,
      visit: place.visit ?? form.visit,
      circumstances: how,
      answers: answersNow(sheet, form),
      entered: enteredScores(sheet, form),
      safety: form.safety,
      declined: form.declined ?? "",
      startedAt: form.startedAt,
      reason: form.reason,
    });
    if ("ok" in told) onLeave();
  };
  return (
    <>
      <div className={css.part}>
        <h2>{say("assess.end")}</h2>
        <SafetyLine form={form} />
        {all ? (
          <TextArea
            label={say("assess.declinedWhy")}
            rows={2}
            value={form.declined ?? ""}
            onChange={(declined) => put({ declined })}
          />
        ) : (
          <>
            <Outcomes outcomes={weighed.outcomes} scores={sheet.scores} />
            <Open {...props} />
            <Suggestions {...props} />
          </>
        )}
        {corrects && (
          <TextArea
            label={say("assess.reason")}
            hint={say("assess.reasonHint")}
            rows={2}
            value={form.reason}
            onChange={(reason) => put({ reason })}
          />
        )}
        {!corrects && (
          <div>
            <Button kind="bare" size="sm" onPress={() => put({ declined: all ? null : "" })}>
              {say(all ? "assess.notDeclined" : "assess.declinedAll")}
            </Button>
          </div>
        )}
        <Failed problem={failure} />
      </div>
      <Foot onBack={onBack} attribution={sheet.attribution}>
        {how === null && (
          <Button size="lg" onPress={() => put({ at: "how" })}>
            {say("assess.aloneFirst")}
          </Button>
        )}
        {how !== null && (
          <Button
            kind="go"
            size="lg"
            icon={PenLine}
            isDisabled={busy || !ready}
            onPress={() => void sign()}
          >
            {say("assess.sign")}
          </Button>
        )}
      </Foot>
    </>
  );
}
