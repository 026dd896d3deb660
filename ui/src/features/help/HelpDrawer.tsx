// Help in place: what belongs to this screen first and open, everything else below, words to look for above.
import { useState } from "react";
import type { HelpTopic } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Drawer } from "../../kit/Drawer/Drawer";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { Unfold } from "../../kit/Unfold/Unfold";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "./HelpDrawer.module.css";
import { marked, sorted, type HelpPlace } from "./help";

function Text({ children }: { children: string }) {
  return marked(children).map(({ text, isPlace }, at) =>
    isPlace ? <b key={`${at} ${text}`}>{text}</b> : text,
  );
}

function Topic({ topic, isHere }: { topic: HelpTopic; isHere: boolean }) {
  const { say } = useWords();
  const both = useBoth();
  return (
    <Unfold title={both(topic.title)} level={4} isOpen={isHere}>
      <p>{both(topic.lead)}</p>
      <ul className={css.points}>
        {topic.points.map((point) => (
          <li key={point.en}>
            <Text>{both(point)}</Text>
          </li>
        ))}
      </ul>
      <p className="quiet sm">
        {say(topic.toBeConfirmed ? "help.sourceOpen" : "help.source", { source: topic.source })}
      </p>
    </Unfold>
  );
}

function Topics({ topics, place, text }: { topics: HelpTopic[]; place: HelpPlace; text: string }) {
  const { say } = useWords();
  const both = useBoth();
  const { here, others } = sorted(topics, place, text, both);
  if (here.length + others.length === 0) {
    return <p className="quiet">{say("help.nothing")}</p>;
  }
  // Whoever looks for a word wants to read where it stands.
  const looked = text.trim() !== "";
  const part = (title: string, some: HelpTopic[], isOpen: boolean) =>
    0 < some.length && (
      <section className={css.part}>
        <h3 className={css.label}>{title}</h3>
        {some.map((topic) => (
          <Topic key={`${topic.code} ${looked}`} topic={topic} isHere={isOpen} />
        ))}
      </section>
    );
  return (
    <>
      {part(say("help.here"), here, true)}
      {part(say(0 < here.length ? "help.others" : "help.all"), others, looked)}
    </>
  );
}

export interface HelpDrawerProps {
  place: HelpPlace;
  isOpen: boolean;
  onClose: () => void;
}

export function HelpDrawer({ place, isOpen, onClose }: HelpDrawerProps) {
  const { say } = useWords();
  const { data, failure } = useAsk("help.show", {}, { when: isOpen });
  const [text, setText] = useState("");
  const close = () => {
    setText("");
    onClose();
  };
  return (
    <Drawer title={say("help.title")} isOpen={isOpen} onClose={close}>
      <TextField label={say("help.look")} value={text} onChange={setText} />
      <Failed problem={failure} />
      {data && <Topics topics={data.topics} place={place} text={text} />}
      <p className="quiet sm">{say("help.planWins")}</p>
    </Drawer>
  );
}
