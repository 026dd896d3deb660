// Sessions of a group: which number, where, and whether she was there.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import type { GroupView, SessionView } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Select } from "../../kit/Select/Select";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { CareForm } from "./CareForm";
import css from "./Perinatal.module.css";
import type { PartProps } from "./SlotsPart";

const glyphs: Record<SessionView["is"], GlyphKind> = {
  done: "done",
  arranged: "todo",
  missed: "declined",
  declined: "declined",
};

/** A session as the form wants it. */
function slotOf(group: GroupView, number: number, known: SessionView | undefined, title: string) {
  return {
    item: group.code,
    about: String(number),
    label: { en: title, es: title },
    lane: "mother" as const,
    seen: known?.seen ?? "",
    on: known?.on ?? null,
    place: known?.place ?? "",
    words: "",
    ...(known ? { is: known.is } : {}),
  };
}

function NewSession({ part, onClose }: { part: PartProps; onClose: () => void }) {
  const { say } = useWords();
  const both = useBoth();
  const { groups, sessions } = part.course;
  const [code, setCode] = useState(groups[0]?.code ?? null);
  const group = groups.find((each) => each.code === code);
  const known = (number: number) =>
    sessions.some((each) => each.group === code && each.number === number);
  const numbers = Array.from({ length: group?.sessions ?? 0 }, (_, at) => at + 1);
  const free = numbers.filter((number) => !known(number));
  const [number, setNumber] = useState<number | null>(null);
  const chosen = number ?? free[0];
  return (
    <div className={css.stack}>
      <div className={css.helper}>
        <Select
          label={say("perinatal.group")}
          options={groups.map((each) => ({ id: each.code, label: both(each.label) }))}
          value={code}
          onChange={setCode}
        />
        <Select
          label={say("perinatal.sessionNumber")}
          options={free.map((each) => ({ id: String(each), label: String(each) }))}
          value={chosen === undefined ? null : String(chosen)}
          onChange={(next) => setNumber(Number(next))}
        />
      </div>
      {group && chosen !== undefined && (
        <CareForm
          key={`${group.code} ${chosen}`}
          member={part.member}
          course={part.course}
          slot={slotOf(group, chosen, undefined, say("perinatal.session", { n: chosen }))}
          onClose={onClose}
        />
      )}
    </div>
  );
}

function Group({ group, part }: { group: GroupView; part: PartProps }) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  const [open, setOpen] = useState<number | null>(null);
  const sessions = part.course.sessions.filter((each) => each.group === group.code);
  if (sessions.length === 0) return null;
  const attended = sessions.filter(({ is }) => is === "done").length;
  const title = (n: number) => say("perinatal.session", { n });
  return (
    <div>
      <p>
        <b>{both(group.label)}</b>{" "}
        <span className="quiet">
          {say("perinatal.attended", { n: attended, all: group.sessions })}
        </span>
      </p>
      <Rows>
        {sessions.map((session) =>
          open === session.number ? (
            <li key={session.number}>
              <CareForm
                member={part.member}
                course={part.course}
                slot={slotOf(group, session.number, session, title(session.number))}
                onClose={() => setOpen(null)}
              />
            </li>
          ) : (
            <ListRow
              key={session.number}
              glyph={glyphs[session.is]}
              title={title(session.number)}
              {...(part.mayChange ? { onOpen: () => setOpen(session.number) } : {})}
              end={say(`careStanding.${session.is}`)}
            >
              {fullDay(session.on)}
              {session.place !== "" && `, ${session.place}`} <Asked is={session.twoAnswers} />
            </ListRow>
          ),
        )}
      </Rows>
    </div>
  );
}

export function GroupsPart(part: PartProps) {
  const { say } = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <Section title={say("perinatal.groups")}>
      <div className={css.stack}>
        {part.course.groups.map((group) => (
          <Group key={group.code} group={group} part={part} />
        ))}
        {adding && <NewSession part={part} onClose={() => setAdding(false)} />}
        {part.mayChange && !adding && (
          <div>
            <Button kind="bare" size="sm" icon={Plus} onPress={() => setAdding(true)}>
              {say("perinatal.addSession")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
