// What came of looking for somebody, in one press: how on top, large buttons under it, and a way back from a slip.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ChipChoice } from "../../kit/Chips/Chips";
import { Failed } from "../../kit/Failed/Failed";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { methodChips, tapsOf, type Lists } from "./lists";
import css from "./Outreach.module.css";

export interface TapPanelProps {
  member: string;
  language: string | null;
  lists: Lists;
  /** How, to begin with. */
  method: string;
  /** Whether how is chosen here; in the field it is chosen once for everybody. */
  choosesHow?: boolean;
  /** Where the details and a no are written; absent where one is there already. */
  details?: boolean;
}

interface Written {
  record: string;
  outcome: string;
  at: number;
  undone: boolean;
}

function Done({
  written,
  lists,
  busy,
  onUndo,
  onAnother,
}: {
  written: Written;
  lists: Lists;
  busy: boolean;
  onUndo: () => void;
  onAnother: () => void;
}) {
  const { say, time } = useWords();
  const both = useBoth();
  const outcome = lists.all.outcomes.find(({ code }) => code === written.outcome);
  return (
    <div className={css.done}>
      <output className={css.doneWords}>
        <Glyph kind={written.undone ? "declined" : "done"} />
        <span>
          {written.undone
            ? say("outreach.undone")
            : say("outreach.written", {
                what: lists.outcome(written.outcome),
                time: time(written.at),
              })}
          {!written.undone && outcome?.whyNot && (
            <small>{say("outreach.notCounted", { why: both(outcome.whyNot) })}</small>
          )}
        </span>
      </output>
      <div className={css.doneActs}>
        {!written.undone && (
          <Button size="lg" isDisabled={busy} onPress={onUndo}>
            {say("outreach.undo")}
          </Button>
        )}
        <Button size="lg" kind="bare" onPress={onAnother}>
          {say("outreach.another")}
        </Button>
      </div>
    </div>
  );
}

export function TapPanel({
  member,
  language,
  lists,
  method: begin,
  choosesHow = true,
  details = true,
}: TapPanelProps) {
  const words = useWords();
  const { say, now } = words;
  const both = useBoth();
  const { go } = useNavigation();
  const [chosen, setChosen] = useState<string | null>(null);
  const [written, setWritten] = useState<Written | null>(null);
  const { tell, busy, failure } = useTell("attempts.add");
  const back = useTell("attempts.takeBack");
  const methods = methodChips(words, both, lists.all);
  const wanted = chosen ?? begin;
  // What no chip stands for, a letter or the portal, is written in full.
  const method = methods.some(({ id }) => id === wanted) ? wanted : "phone";
  const tap = async (outcome: string) => {
    const at = now();
    const told = await tell({
      member,
      method,
      outcome,
      at: null,
      whereWords: "",
      language: language ?? "",
      minutes: null,
      words: "",
      again: null,
    });
    if ("ok" in told) setWritten({ record: told.ok.id, outcome, at, undone: false });
  };
  const undo = async () => {
    if (!written) return;
    const told = await back.tell({ member, record: written.record, reason: "" });
    if ("ok" in told) setWritten({ ...written, undone: true });
  };
  if (written) {
    return (
      <>
        <Done
          written={written}
          lists={lists}
          busy={back.busy}
          onUndo={() => void undo()}
          onAnother={() => setWritten(null)}
        />
        <Failed problem={back.failure} />
      </>
    );
  }
  return (
    <div className={css.panel}>
      {choosesHow && (
        <ChipChoice
          label={say("outreach.how")}
          options={methods}
          value={method}
          onChange={setChosen}
        />
      )}
      <div className={css.taps} role="group" aria-label={say("outreach.whatCame")}>
        {tapsOf(lists.all, method).map(({ code, label, reached }) => (
          <button
            key={code}
            type="button"
            className={css.tap}
            data-reached={reached}
            disabled={busy}
            onClick={() => void tap(code)}
          >
            {both(label)}
          </button>
        ))}
      </div>
      {details && (
        <Button kind="bare" onPress={() => go({ at: "member", member, tab: "outreach" })}>
          {say("outreach.details")}
        </Button>
      )}
      <Failed problem={failure} />
    </div>
  );
}
