// The areas beside, one of them on the sheet, and how far one has come.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useNavigation } from "../../app/navigation";
import { useDraft, type Draft } from "../../app/useDraft";
import {
  allAreaStanding,
  type AreaStanding,
  type AskedHow,
  type ComprehensiveSheet,
} from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Name } from "../../kit/Name/Name";
import { PageTools } from "../../kit/PageHead/PageTools";
import { Tag } from "../../kit/Stitch/Stitch";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import { useDigits } from "../assessments/useDigits";
import { AreaNav } from "./AreaNav";
import { AreaPart } from "./AreaPart";
import css from "./Comprehensive.module.css";
import {
  begin,
  countSaid,
  placeAfter,
  placeBefore,
  readForm,
  say as saySo,
  stand,
  theEnd,
  type AreaForm,
  type ComprehensiveForm,
} from "./comprehensive";
import type { ComprehensivePlace } from "./ComprehensiveScreen";
import { Ending } from "./Ending";

function Bar({ sheet, onLeave }: { sheet: ComprehensiveSheet; onLeave: () => void }) {
  const { say } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    document.title = `${say("comprehensive.title")} · Satchel`;
  }, [say]);
  return (
    <header className={css.bar}>
      <h1 ref={heading} tabIndex={-1}>
        {say("comprehensive.title")} <span className={css.whose}>{say("assess.with")} </span>
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

function HowFar({ draft }: { draft: Draft<ComprehensiveForm> }) {
  const words = useWords();
  const { say, time } = words;
  const { areas } = draft.value;
  const n = countSaid(areas);
  const share = `${(100 * n) / Math.max(areas.length, 1)}%`;
  return (
    <div className={css.far}>
      <div className={css.track} aria-hidden="true">
        <div style={{ inlineSize: share }} />
      </div>
      <p>{say("comprehensive.far", { n, of: areas.length })}</p>
      <output>
        {draft.problem
          ? say("draft.notKept", { why: failureSentence(words, draft.problem) })
          : draft.keptAt !== null && <Tag>{say("draft.kept", { when: time(draft.keptAt) })}</Tag>}
      </output>
    </div>
  );
}

/** The number keys say how an area stands; where nothing more is to be said, they go on. */
function useStandingKeys(
  { ready, value: form, set }: Draft<ComprehensiveForm>,
  today: string,
): void {
  const item = useMemo(
    () =>
      !ready || form.at === theEnd
        ? null
        : {
            item: form.at,
            text: "",
            choices: allAreaStanding.map((code) => ({ code, label: code })),
            multi: false,
            exclusive: null,
            askAlone: false,
          },
    [ready, form.at],
  );
  useDigits(item, ({ item: area }, code) => {
    const stands: AreaStanding | undefined = allAreaStanding.find((each) => each === code);
    if (!stands) return;
    const said = stand(form, area, stands, today);
    const goesOn = stands === "no_need" || stands === "declined";
    set(goesOn ? { ...said, at: placeAfter(form, area) } : said);
  });
}

export function ComprehensiveDesk(props: {
  place: ComprehensivePlace;
  sheet: ComprehensiveSheet;
  how: AskedHow;
}) {
  const { place, sheet, how } = props;
  const { member } = place;
  const { back, canGoBack, go } = useNavigation();
  // What arrives while she asks changes nothing of what was said.
  const [begun] = useState(() => begin(sheet, how, place.visit));
  const draft = useDraft({ about: sheet.draft, member }, begun, (kept) => readForm(kept, begun));
  const { value: form, set, flush } = draft;
  useStandingKeys(draft, sheet.today);
  const leave = useCallback(() => {
    void (async () => {
      await flush();
      if (canGoBack) back();
      else go({ at: "member", member, tab: "assessments" });
    })();
  }, [flush, canGoBack, back, go, member]);
  const put = (part: Partial<ComprehensiveForm>) => set({ ...form, ...part });
  const goTo = (at: string) => put({ at });
  const area = sheet.areas.find((each) => each.area === form.at);
  const said = form.areas.find((each) => each.area === form.at);
  const before = placeBefore(form, form.at);
  const onBack = before === undefined ? undefined : () => goTo(before);
  return (
    <div className={css.frame}>
      <Bar sheet={sheet} onLeave={leave} />
      <div className={css.desk}>
        {draft.ready && (
          <>
            <AreaNav sheet={sheet} form={form} onGo={goTo} />
            <div className={css.sheet}>
              <HowFar draft={draft} />
              {area && said ? (
                <AreaPart
                  key={area.area}
                  sheet={sheet}
                  area={area}
                  said={said}
                  onSay={(part: Partial<AreaForm>) =>
                    set(saySo(form, area.area, part, sheet.today))
                  }
                  onStand={(stands) => set(stand(form, area.area, stands, sheet.today))}
                  onBlur={() => void flush()}
                  onBack={onBack}
                  onNext={() => goTo(placeAfter(form, area.area))}
                />
              ) : (
                <Ending
                  place={place}
                  sheet={sheet}
                  draft={draft}
                  onBack={onBack}
                  onGo={goTo}
                  onSigned={() => {
                    if (place.visit !== null && canGoBack) back();
                    else go({ at: "plan", member });
                  }}
                />
              )}
            </div>
          </>
        )}
      </div>
    </div>
  );
}
