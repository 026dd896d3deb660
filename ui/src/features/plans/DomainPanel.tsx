// One area: what came of asking, newest first, and a place to note an answer.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Removed, type Thing } from "../../app/Remove";
import { TwoAnswers } from "../../app/TwoAnswers";
import { useWaiting } from "../../app/useWaiting";
import type { AreaStood, NeedView, Plan } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { NeedForm } from "./NeedForm";
import type { Sector } from "./wheel";
import css from "./WheelSection.module.css";

interface NoteProps {
  need: NeedView;
  mayChange: boolean;
  onChange: () => void;
}

function Note({ need, mayChange, onChange }: NoteProps) {
  const { say, fullDay } = useWords();
  const standing = say(`standing.${need.standing}`);
  return (
    <li>
      <b>{standing}.</b> {need.words}
      <small>
        {say("plan.askedOn", { day: fullDay(need.askedOn) })}
        <TwoAnswers fields={need.twoAnswers} of={need.twoAnswers} />
        {mayChange && (
          <Button kind="bare" size="sm" onPress={onChange}>
            {say("plan.change")}
          </Button>
        )}
      </small>
    </li>
  );
}

function Stood({ area }: { area: AreaStood }) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  return (
    <li>
      <b>
        {both(area.label)}: {say(`standing.${area.standing}`)}.
      </b>{" "}
      {area.words}
      <small>{say("plan.fromAssessment", { day: fullDay(area.on) })}</small>
    </li>
  );
}

export function DomainPanel({ plan, sector }: { plan: Plan; sector: Sector }) {
  const { say, time } = useWords();
  const { domain, notes, areas } = sector;
  const waiting = useWaiting(plan.member);
  const about = `need:new:${plan.member}:${domain}`;
  const kept = waiting(about);
  const [open, setOpen] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Thing | null>(null);
  const isNew = "new";
  const close = () => setOpen(null);
  const onRemoved = (thing: Thing) => {
    setRemoved(thing);
    close();
  };
  return (
    <section className={css.panel} aria-label={say(`domain.${domain}`)}>
      <h3>{say(`domain.${domain}`)}</h3>
      <Removed thing={removed} onBack={() => setRemoved(null)} />
      {0 < areas.length && (
        <ul className={css.notes}>
          {areas.map((area) => (
            <Stood key={`${area.record} ${area.label.en}`} area={area} />
          ))}
        </ul>
      )}
      {notes.length === 0 && areas.length === 0 && (
        <p className="quiet sm">{say("plan.notAsked")}</p>
      )}
      {0 < notes.length && (
        <ul className={css.notes}>
          {notes.map((need) =>
            open === need.need ? (
              <li key={need.need}>
                <NeedForm
                  member={plan.member}
                  domain={domain}
                  about={`need:${need.need}`}
                  need={need}
                  onClose={close}
                  onRemoved={onRemoved}
                />
              </li>
            ) : (
              <Note
                key={need.need}
                need={need}
                mayChange={plan.mayChange}
                onChange={() => setOpen(need.need)}
              />
            ),
          )}
        </ul>
      )}
      {open === isNew && (
        <NeedForm
          member={plan.member}
          domain={domain}
          about={about}
          onClose={close}
          onRemoved={onRemoved}
        />
      )}
      {plan.mayChange && open !== isNew && (
        <div>
          <Button size="sm" icon={Plus} onPress={() => setOpen(isNew)}>
            {kept === undefined ? say("plan.addAnswer") : say("form.goOn", { when: time(kept) })}
          </Button>
        </div>
      )}
    </section>
  );
}
