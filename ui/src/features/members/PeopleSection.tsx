// The people around her, and what she allows each of them to know.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Removed, type Thing } from "../../app/Remove";
import { useWaiting } from "../../app/useWaiting";
import type { Member, SupportPersonView } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import css from "./MemberScreen.module.css";
import { SupportForm } from "./SupportForm";

function Person({ person, onOpen }: { person: SupportPersonView; onOpen: () => void }) {
  const { say } = useWords();
  const { name } = useNames();
  return (
    <ListRow
      title={name(person.name)}
      onOpen={onOpen}
      end={person.phone && <span className="num">{person.phone}</span>}
    >
      {person.relation}
      <br />
      {person.mayKnow
        ? say("member.mayKnow", { what: person.mayKnow })
        : say("member.mayKnowUnknown")}
    </ListRow>
  );
}

export function PeopleSection({ member }: { member: Member }) {
  const { say, time } = useWords();
  const { name } = useNames();
  const waiting = useWaiting(member.member);
  const [open, setOpen] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Thing | null>(null);
  const close = () => setOpen(null);
  const onRemoved = (thing: Thing) => {
    setRemoved(thing);
    close();
  };
  const isNew = "new";
  const about = `support:new:${member.member}`;
  const kept = waiting(about);
  return (
    <div className={css.visits}>
      <Section title={say("member.people", { name: name(member.firstName) })}>
        {member.support.length === 0 && open !== isNew && (
          <Empty title={say("member.noPeople")}>{say("member.noPeopleMore")}</Empty>
        )}
        <Removed thing={removed} onBack={() => setRemoved(null)} />
        <Rows ruled>
          {member.support.map((person) =>
            open === person.id ? (
              <li key={person.id}>
                <SupportForm
                  member={member.member}
                  about={`support:${person.id}`}
                  person={person}
                  onClose={close}
                  onRemoved={onRemoved}
                />
              </li>
            ) : (
              <Person key={person.id} person={person} onOpen={() => setOpen(person.id)} />
            ),
          )}
        </Rows>
        {open === isNew ? (
          <SupportForm member={member.member} about={about} onClose={close} onRemoved={onRemoved} />
        ) : (
          <div className={css.actions}>
            <Button icon={Plus} onPress={() => setOpen(isNew)}>
              {kept === undefined
                ? say("member.addPerson")
                : say("form.goOn", { when: time(kept) })}
            </Button>
          </div>
        )}
      </Section>
    </div>
  );
}
