// Photographs of her papers: consents, cards, letters, medicines on the table.
import { Camera } from "lucide-react";
import { useState } from "react";
import { useWaiting } from "../../app/useWaiting";
import type { DocumentView, Member } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import css from "./MemberScreen.module.css";
import { PaperDialog } from "./PaperDialog";
import { PaperForm } from "./PaperForm";

/** How far the picture has got; nothing when it is here and at the clinic. */
function PictureStatus({ paper }: { paper: DocumentView }) {
  const { say } = useWords();
  const { picture, withdrawn } = paper;
  if (withdrawn !== null) return <Status kind="declined">{say("papers.withdrawn")}</Status>;
  switch (picture.is) {
    case "here":
      return null;
    case "to_send":
      return <Status kind="unsent">{say("papers.toSend")}</Status>;
    case "pending":
      return (
        <Status kind="moving">
          {0 < picture.done
            ? say("papers.coming", { done: picture.done, of: picture.of })
            : say("papers.pending")}
        </Status>
      );
  }
}

function Paper({ paper, onOpen }: { paper: DocumentView; onOpen: () => void }) {
  const { say, fullMoment } = useWords();
  const { name } = useNames();
  const by = paper.by.isYou ? say("papers.byYou") : name(paper.by.name);
  return (
    <ListRow title={paper.title} onOpen={onOpen} end={<PictureStatus paper={paper} />}>
      {say(`purpose.${paper.purpose}`)}. {fullMoment(paper.at)}, {by}
      {paper.withdrawn !== null && (
        <>
          <br />
          {say("papers.why", { why: paper.withdrawn })}
        </>
      )}
    </ListRow>
  );
}

export function PapersSection({ member }: { member: Member }) {
  const { say, time } = useWords();
  const { name } = useNames();
  const { data } = useAsk("documents.list", { member: member.member });
  const waiting = useWaiting(member.member);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const about = `document:new:${member.member}`;
  const kept = waiting(about);
  if (!data) return null;
  const shown = data.documents.find(({ document }) => document === open);
  return (
    <div className={css.visits}>
      <Section title={say("papers.title", { name: name(member.firstName) })}>
        {data.documents.length === 0 && !adding && (
          <Empty title={say("papers.none")}>{say("papers.noneMore")}</Empty>
        )}
        <Rows ruled>
          {data.documents.map((paper) => (
            <Paper key={paper.document} paper={paper} onOpen={() => setOpen(paper.document)} />
          ))}
        </Rows>
        {adding ? (
          <PaperForm member={member.member} about={about} onClose={() => setAdding(false)} />
        ) : (
          <div className={css.actions}>
            <Button icon={Camera} onPress={() => setAdding(true)}>
              {kept === undefined ? say("papers.add") : say("form.goOn", { when: time(kept) })}
            </Button>
          </div>
        )}
      </Section>
      {shown && <PaperDialog member={member.member} paper={shown} onClose={() => setOpen(null)} />}
    </div>
  );
}
