// Where her time in ECM stands, how it got there, and the next step.
import { useState } from "react";
import type { EpisodeView, Member } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Dialog } from "../../kit/Dialog/Dialog";
import { useWords } from "../../words/words";
import { AdvanceDialog } from "./AdvanceDialog";
import css from "./MemberHead.module.css";

function History({ episode }: { episode: EpisodeView }) {
  const { say, fullDay } = useWords();
  return (
    <ol className={css.history}>
      {episode.history.toReversed().map(({ stage, on, by, reason }) => (
        <li key={`${stage} ${on}`}>
          <time dateTime={on}>{fullDay(on)}</time>
          <span>
            <b>{say(`stage.${stage}`)}</b>
            {reason && `. ${reason}`}
            <small>
              {by ? (by.isYou ? say("member.you") : by.name) : say("member.fromClinic")}
            </small>
          </span>
        </li>
      ))}
    </ol>
  );
}

export function EpisodeBlock({ member }: { member: Member }) {
  const { say, fullDay, list } = useWords();
  const [open, setOpen] = useState<"history" | "advance" | null>(null);
  const { episode } = member;
  const close = () => setOpen(null);
  if (!episode) return <p className="quiet">{say("member.noEpisode")}</p>;
  const team = episode.team.map((person) => (person.isYou ? say("member.you") : person.name));
  return (
    <div className={css.stage}>
      <b>{say(`stage.${episode.stage}`)}</b>
      <p>
        {say("member.stageSince", { day: fullDay(episode.since) })}
        {0 < team.length && ` ${say("member.team", { names: list(team) })}`}
      </p>
      <div>
        {0 < episode.mayBecome.length && (
          <Button kind="bare" size="sm" onPress={() => setOpen("advance")}>
            {say("member.advance")}
          </Button>
        )}
        <Button kind="bare" size="sm" onPress={() => setOpen("history")}>
          {say("member.history")}
        </Button>
      </div>
      {open === "history" && (
        <Dialog title={say("member.history")} isOpen onClose={close}>
          <History episode={episode} />
        </Dialog>
      )}
      {open === "advance" && <AdvanceDialog member={member} episode={episode} onClose={close} />}
    </div>
  );
}
