// What a member asks of her own record: what waits, by when, and what became of the rest.
import { PenLine } from "lucide-react";
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import { useWaiting } from "../../app/useWaiting";
import type { Member, RightView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import css from "../consents/Consents.module.css";
import { ContactRule } from "./ContactRule";
import { FullRecord } from "./FullRecord";
import { RightDialog } from "./RightDialog";
import { RightForm } from "./RightForm";

const isOpen = ({ stands }: RightView) => stands === "received" || stands === "extended";

function glyphOf(one: RightView): GlyphKind {
  if (isOpen(one)) return one.daysLeft < 0 ? "late" : "due";
  return one.stands === "granted" || one.stands === "granted_in_part" ? "done" : "declined";
}

function Row({ one, onOpen }: { one: RightView; onOpen: () => void }) {
  const { say, fullDay } = useWords();
  const glyph = glyphOf(one);
  const line = [
    say("rights.receivedLine", { day: fullDay(one.on) }),
    isOpen(one) && say("due.by", { day: fullDay(one.due) }),
    isOpen(one) && one.daysLeft < 0 && say("due.late", { n: -one.daysLeft }),
  ];
  return (
    <ListRow
      glyph={glyph}
      title={say(`rightKind.${one.kind}`)}
      onOpen={onOpen}
      end={
        <Status kind={one.whereabouts === "at_clinic" ? glyph : "unsent"}>
          {say(`rightStanding.${one.stands}`)}
        </Status>
      }
    >
      <p>{one.words}</p>
      <p>
        {line.filter(Boolean).join(" · ")} <Asked is={one.twoAnswers} />
      </p>
    </ListRow>
  );
}

export function RightsSection({ member }: { member: Member }) {
  const { say, time } = useWords();
  const { data, failure } = useAsk("rights.show", { member: member.member });
  const waiting = useWaiting(member.member);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  if (!data) return <Failed problem={failure} />;
  const about = `right:new:${member.member}`;
  const kept = waiting(about);
  const now = data.requests.filter(isOpen);
  const before = data.requests.filter((one) => !isOpen(one));
  const shown = data.requests.find(({ record }) => record === open);
  const rows = (all: readonly RightView[]) => (
    <Rows ruled>
      {all.map((one) => (
        <Row key={one.record} one={one} onOpen={() => setOpen(one.record)} />
      ))}
    </Rows>
  );
  return (
    <div className={css.page}>
      <ContactRule rule={data.contact} />
      <Section title={say("rights.waiting")}>
        {now.length === 0 && !adding && (
          <Empty title={say("rights.none")}>{say("rights.noneMore")}</Empty>
        )}
        {rows(now)}
        {adding && (
          <RightForm member={member} rights={data} about={about} onClose={() => setAdding(false)} />
        )}
        {data.mayChange && !adding && (
          <div className={css.acts}>
            <Button kind="go" icon={PenLine} onPress={() => setAdding(true)}>
              {kept === undefined ? say("rights.record") : say("form.goOn", { when: time(kept) })}
            </Button>
          </div>
        )}
      </Section>
      {0 < before.length && <Section title={say("rights.before")}>{rows(before)}</Section>}
      {data.mayGrant && (
        <Section title={say("fullRecord.title")}>
          <FullRecord member={member} />
        </Section>
      )}
      {shown && (
        <RightDialog member={member} one={shown} rights={data} onClose={() => setOpen(null)} />
      )}
    </div>
  );
}
