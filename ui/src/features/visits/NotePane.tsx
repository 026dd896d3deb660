// The note while it is written, beside everything else: kept within a second of every word.
import { PenLine } from "lucide-react";
import { useId } from "react";
import type { Draft } from "../../app/useDraft";
import { allCoreService, type NoteDraft } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Chips } from "../../kit/Chips/Chips";
import { Tag } from "../../kit/Stitch/Stitch";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import { openPoints, setServices } from "./note";
import { NoteEditor } from "./NoteEditor";
import css from "./NotePane.module.css";
import type { Part } from "./parts";
import type { Opening } from "./useOpenings";

export interface NotePaneProps {
  draft: Draft<NoteDraft>;
  openings: readonly Opening[];
  startedAt: number;
  part: Part;
  /** A first sentence, offered while the note is empty. */
  begin: string;
  /** As it may be shown while names are hidden. */
  beginShown: string;
  onSign: () => void;
}

function KeptTag({ draft }: { draft: Draft<NoteDraft> }) {
  const words = useWords();
  const { say, moment } = words;
  if (draft.problem) {
    return (
      <output className={css.notKept}>
        {say("draft.notKept", { why: failureSentence(words, draft.problem) })}
      </output>
    );
  }
  return (
    <output className={css.kept}>
      {draft.keptAt !== null && <Tag>{say("draft.kept", { when: moment(draft.keptAt) })}</Tag>}
    </output>
  );
}

export function NotePane({
  draft,
  openings,
  startedAt,
  part,
  begin,
  beginShown,
  onSign,
}: NotePaneProps) {
  const { say, now } = useWords();
  const id = useId();
  const { value: note, set, flush } = draft;
  const open = openPoints(note, startedAt, now());
  return (
    <section className={css.note} aria-labelledby={id}>
      <header>
        <h2 id={id}>{say("visit.note")}</h2>
        <KeptTag draft={draft} />
      </header>
      <div className={css.page}>
        <NoteEditor
          label={say("visit.note")}
          placeholder={say("visit.placeholder")}
          value={note.narrative}
          openings={openings}
          onChange={(narrative) => set({ ...note, narrative })}
          onBlur={() => void flush()}
        />
        {note.narrative === "" ? (
          <Button kind="bare" size="sm" onPress={() => set({ ...note, narrative: `${begin} ` })}>
            {say("visit.beginWith", { sentence: beginShown })}
          </Button>
        ) : (
          <p className="faint sm">{say("visit.underlined")}</p>
        )}
      </div>
      <footer>
        {part !== "note" && (
          <div className={css.seven}>
            <h3>
              {say("visit.services")} <span>{say("visit.servicesHint")}</span>
            </h3>
            <Chips
              label={say("visit.services")}
              options={allCoreService.map((service) => ({
                id: service,
                label: say(`coreService.${service}`),
              }))}
              value={note.services}
              onChange={(services) => set(setServices(note, services))}
            />
          </div>
        )}
        {part !== "sign" && (
          <div className={css.sign}>
            <span>
              {open.length === 0
                ? say("visit.readyToSign")
                : open.map((point) => say(`visit.open.${point}`)).join(" ")}
            </span>
            <Button size="lg" icon={PenLine} onPress={onSign}>
              {say("visit.part.sign")}
            </Button>
          </div>
        )}
      </footer>
    </section>
  );
}
