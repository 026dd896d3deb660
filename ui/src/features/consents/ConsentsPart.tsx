// What is in force in plain words, what was before, and writing down a new one.
import { PenLine } from "lucide-react";
import { useState } from "react";
import { useWaiting } from "../../app/useWaiting";
import type { ConsentStanding, ConsentView, Member } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import { sayings } from "./consent";
import { ConsentDialog } from "./ConsentDialog";
import { ConsentForm } from "./ConsentForm";
import css from "./Consents.module.css";
import { sayingLine, signedLine } from "./words";

const glyphs: Record<ConsentStanding, GlyphKind> = {
  in_force: "done",
  not_yet: "later",
  expired: "todo",
  withdrawn: "declined",
  superseded: "todo",
  incomplete: "due",
  refused: "declined",
  of_age: "todo",
};

/** What she still has to be asked about stands with what is in force. */
const isNow = ({ stands }: ConsentView) =>
  stands === "in_force" || stands === "incomplete" || stands === "not_yet";

function ConsentRow({ consent, onOpen }: { consent: ConsentView; onOpen: () => void }) {
  const words = useWords();
  const { say, list, fullDay } = words;
  const { stands, refused, lacks, until } = consent;
  const status = consent.whereabouts === "at_clinic" ? glyphs[stands] : "unsent";
  return (
    <ListRow
      glyph={glyphs[stands]}
      title={say(`consentKind.${consent.kind}`)}
      onOpen={onOpen}
      end={<Status kind={status}>{say(`consentStanding.${stands}`)}</Status>}
    >
      {sayings(consent.provisions).map((saying) => (
        <p key={JSON.stringify(saying)}>{sayingLine(words, saying)}</p>
      ))}
      {refused !== null && (
        <p>
          {refused === ""
            ? say("consents.refusedNoWhy")
            : say("consents.refusedLine", { why: refused })}
        </p>
      )}
      {0 < lacks.length && (
        <p>{say("consents.lacksLine", { what: list(lacks.map((one) => say(`lack.${one}`))) })}</p>
      )}
      <p>
        {signedLine(words, consent)}{" "}
        {until !== null && say("consents.untilLine", { day: fullDay(until) })}
      </p>
    </ListRow>
  );
}

export function ConsentsPart({ member }: { member: Member }) {
  const { say, time, fullDay } = useWords();
  const { data, failure } = useAsk("consents.show", { member: member.member });
  const waiting = useWaiting(member.member);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  if (!data) return <Failed problem={failure} />;
  const about = `consent:new:${member.member}`;
  const kept = waiting(about);
  const { consents } = data;
  const now = consents.filter(isNow);
  const before = consents.filter((one) => !isNow(one));
  const shown = consents.find(({ record }) => record === open);
  const rows = (all: readonly ConsentView[]) => (
    <Rows ruled>
      {all.map((one) => (
        <ConsentRow key={one.record} consent={one} onOpen={() => setOpen(one.record)} />
      ))}
    </Rows>
  );
  return (
    <div className={css.page}>
      <Section title={say("consents.inForce")}>
        {data.stopped !== null && (
          <Banner>{say("consents.stopped", { day: fullDay(data.stopped) })}</Banner>
        )}
        {now.length === 0 && !adding && (
          <Empty title={say("consents.none")}>{say("consents.noneMore")}</Empty>
        )}
        {rows(now)}
        {adding && (
          <ConsentForm
            member={member}
            about={about}
            seen={data.seen}
            age={data.age}
            onClose={() => setAdding(false)}
          />
        )}
        {data.mayChange && !adding && (
          <div className={css.acts}>
            <Button kind="go" icon={PenLine} onPress={() => setAdding(true)}>
              {kept === undefined ? say("consents.record") : say("form.goOn", { when: time(kept) })}
            </Button>
            {(data.stopped === null || now.some(({ provisions }) => 0 < provisions.length)) && (
              <Button onPress={() => setOpen("all")}>{say("consents.takeBackAll")}</Button>
            )}
          </div>
        )}
      </Section>
      {0 < before.length && <Section title={say("consents.history")}>{rows(before)}</Section>}
      {(shown || open === "all") && (
        <ConsentDialog
          member={member.member}
          consent={shown ?? null}
          mayChange={data.mayChange}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
