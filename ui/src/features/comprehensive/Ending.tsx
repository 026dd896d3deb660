// The end: strengths, barriers, what nobody has spoken about, how it was asked, and the signature.
import { PenLine, Undo2 } from "lucide-react";
import type { Draft } from "../../app/useDraft";
import type { ComprehensiveSheet } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextArea } from "../../kit/Field/TextArea";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { addDays } from "../../words/dates";
import { useWords } from "../../words/words";
import { Circumstances } from "../assessments/Circumstances";
import { useBoth } from "../assessments/useBoth";
import css from "./Comprehensive.module.css";
import {
  answers,
  circumstances,
  countSaid,
  deferRest,
  isSaid,
  laterDays,
  type ComprehensiveForm,
} from "./comprehensive";
import type { ComprehensivePlace } from "./ComprehensiveScreen";

export interface EndingProps {
  place: ComprehensivePlace;
  sheet: ComprehensiveSheet;
  draft: Draft<ComprehensiveForm>;
  onBack: (() => void) | undefined;
  onGo: (at: string) => void;
  onSigned: () => void;
}

/** What nobody has spoken about: by name, each one press away, and the rest can be put off. */
function OpenAreas({ sheet, draft, onGo }: EndingProps) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  const { value: form, set } = draft;
  const open = form.areas.filter((each) => !isSaid(each));
  if (open.length === 0) return null;
  const until = addDays(sheet.today, laterDays);
  const label = (area: string) => sheet.areas.find((each) => each.area === area)?.label;
  return (
    <Banner
      kind="due"
      action={
        <Button size="sm" onPress={() => set(deferRest(form, until, sheet.today))}>
          {say("comprehensive.deferRest", { day: fullDay(until) })}
        </Button>
      }
    >
      <p>{say("comprehensive.openAreas", { n: open.length })}</p>
      <ul className={css.open}>
        {open.map(({ area }) => {
          const name = label(area);
          return (
            <li key={area}>
              <Link onPress={() => onGo(area)}>{name ? both(name) : area}</Link>
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}

function HowItWasAsked({ sheet, draft }: EndingProps) {
  const { value: form, set } = draft;
  const put = (part: Partial<ComprehensiveForm>) => set({ ...form, ...part });
  return <Circumstances form={form} language={sheet.language} put={put} />;
}

function Beside({ sheet, draft }: EndingProps) {
  const { say } = useWords();
  const { name } = useNames();
  const { value: form, set, flush } = draft;
  const onBlur = () => void flush();
  return (
    <div className={css.two}>
      <TextArea
        label={say("comprehensive.strengths", { name: name(sheet.firstName) })}
        rows={2}
        value={form.strengths}
        onChange={(strengths) => set({ ...form, strengths })}
        onBlur={onBlur}
      />
      <TextArea
        label={say("comprehensive.barriers")}
        rows={2}
        value={form.barriers}
        onChange={(barriers) => set({ ...form, barriers })}
        onBlur={onBlur}
      />
    </div>
  );
}

export function Ending(props: EndingProps) {
  const { place, sheet, draft, onBack, onSigned } = props;
  const { say } = useWords();
  const { tell, busy, failure } = useTell("comprehensive.finish");
  const { value: form, set, flush } = draft;
  const corrects = sheet.corrects !== null;
  const whole = countSaid(form.areas) === form.areas.length;
  const ready = whole && (!corrects || form.reason.trim() !== "");
  const sign = async () => {
    // What waits to be kept would come back as a draft of what is signed.
    await flush();
    const told = await tell({
      member: place.member,
      visit: place.visit ?? form.visit,
      circumstances: circumstances(form),
      areas: answers(form.areas),
      strengths: form.strengths,
      barriers: form.barriers,
      startedAt: form.startedAt,
      corrects: place.corrects,
      reason: form.reason,
    });
    if ("ok" in told) onSigned();
  };
  return (
    <>
      <div className={css.part}>
        <h2>{say("comprehensive.end")}</h2>
        <OpenAreas {...props} />
        <Beside {...props} />
        <HowItWasAsked {...props} />
        {corrects && (
          <TextArea
            label={say("assess.reason")}
            hint={say("assess.reasonHint")}
            rows={2}
            value={form.reason}
            onChange={(reason) => set({ ...form, reason })}
          />
        )}
        <Failed problem={failure} />
      </div>
      <div className={css.foot}>
        <p>{whole ? say("comprehensive.whole") : say("comprehensive.notWhole")}</p>
        {onBack && (
          <Button size="lg" icon={Undo2} onPress={onBack}>
            {say("visit.back")}
          </Button>
        )}
        <Button
          kind="go"
          size="lg"
          icon={PenLine}
          isDisabled={busy || !ready}
          onPress={() => void sign()}
        >
          {say("assess.sign")}
        </Button>
      </div>
    </>
  );
}
