// The sheet and the way through it. When an answer speaks of danger, nothing else is shown until somebody has said
// what was done.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigation } from "../../app/navigation";
import { useDraft } from "../../app/useDraft";
import type { ItemView, Modality, Sheet, Weighed } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Name } from "../../kit/Name/Name";
import { PageTools } from "../../kit/PageHead/PageTools";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import type { AssessmentPlace } from "./AssessmentScreen";
import { EndPart } from "./EndPart";
import { HowPart } from "./HowPart";
import { Question } from "./Question";
import { SafetyCard } from "./SafetyCard";
import { ScoresPart } from "./ScoresPart";
import {
  answersNow,
  beginSheet,
  choose,
  enteredScores,
  openAlert,
  placeAfter,
  placeBefore,
  places,
  readSheet,
  type SheetForm,
} from "./sheet";
import { Steps } from "./Steps";
import { useDigits } from "./useDigits";

export interface SheetPart {
  sheet: Sheet;
  form: SheetForm;
  put: (part: Partial<SheetForm>) => void;
  onBack: (() => void) | undefined;
  onNext: () => void;
}

const nothing: Weighed = { skipped: [], open: [], outcomes: [], suggestions: [], alerts: [] };

/** What the sheet comes to; the last answer stands for the few milliseconds until the next. */
function useWeighed(place: AssessmentPlace, sheet: Sheet, form: SheetForm): Weighed {
  const { data } = useAsk("assessments.weigh", {
    member: place.member,
    instrument: place.instrument,
    answers: answersNow(sheet, form),
    entered: enteredScores(sheet, form),
  });
  const [last, setLast] = useState(nothing);
  if (data && data !== last) setLast(data);
  return data ?? last;
}

function Bar({ sheet, onLeave }: { sheet: Sheet; onLeave: () => void }) {
  const { say } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${say("assess.title")} · Satchel`;
  }, [say]);
  return (
    <header className={css.bar}>
      <h1 ref={heading} tabIndex={-1}>
        {sheet.instrument.short} <span className={css.whose}>{say("assess.with")} </span>
        <Name>{sheet.name}</Name>
      </h1>
      <div className={css.tools}>
        <PageTools />
        <Button size="sm" onPress={onLeave}>
          {say("visit.pause")}
        </Button>
      </div>
    </header>
  );
}

export function SheetDesk(props: {
  place: AssessmentPlace;
  sheet: Sheet;
  modality: Modality | null;
}) {
  const { place, sheet, modality } = props;
  const { back, canGoBack, go } = useNavigation();
  // What arrives while she asks changes nothing of what is on the sheet.
  const [begun] = useState(() => beginSheet(sheet, modality, place.visit));
  const about = { about: sheet.draft, member: place.member };
  const draft = useDraft(about, begun, (kept) => readSheet(kept, begun));
  const { value: form, set, flush } = draft;
  const weighed = useWeighed(place, sheet, form);
  const alert = openAlert(form, weighed.alerts);
  const all = places(sheet, form, weighed.skipped);
  const put = useCallback((part: Partial<SheetForm>) => set({ ...form, ...part }), [set, form]);
  const leave = useCallback(() => {
    void (async () => {
      await flush();
      if (canGoBack) back();
      else go({ at: "member", member: place.member, tab: "assessments" });
    })();
  }, [flush, canGoBack, back, go, place.member]);
  const item = useMemo(
    () => sheet.items.find((each) => each.item === form.at) ?? null,
    [sheet.items, form.at],
  );
  const next = () => put({ at: placeAfter(all, form.at) });
  const before = placeBefore(all, form.at);
  useDigits(alert === undefined && draft.ready ? item : null, (asked: ItemView, code: string) => {
    const chosen = choose(form, asked, code);
    set(asked.multi ? chosen : { ...chosen, at: placeAfter(all, form.at) });
  });
  const part: SheetPart = {
    sheet,
    form,
    put,
    onBack: before === undefined ? undefined : () => put({ at: before }),
    onNext: next,
  };
  return (
    <div className={css.frame}>
      <Bar sheet={sheet} onLeave={leave} />
      <div className={css.sheet}>
        {draft.ready && (
          <>
            <Steps
              all={all}
              form={form}
              problem={draft.problem}
              keptAt={draft.keptAt}
              waits={alert !== undefined}
            />
            {alert === undefined ? (
              <>
                {form.at === "how" && <HowPart {...part} onDefer={leave} />}
                {form.at === "scores" && <ScoresPart {...part} weighed={weighed} />}
                {item && all.includes(form.at) && <Question {...part} item={item} />}
                {(form.at === "end" || !all.includes(form.at)) && (
                  <EndPart
                    {...part}
                    place={place}
                    weighed={weighed}
                    flush={flush}
                    onLeave={leave}
                  />
                )}
              </>
            ) : (
              <SafetyCard {...part} place={place} rule={alert} flush={flush} />
            )}
          </>
        )}
      </div>
    </div>
  );
}
