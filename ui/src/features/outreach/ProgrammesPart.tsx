// The programmes that work with her besides us, and the word we owe those that are not her ECM provider.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import type { PersonOutreach, ProgrammeView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { ProgrammeForm } from "./ProgrammeForm";

interface PartProps {
  member: string;
  outreach: PersonOutreach;
}

function Suggestion({ member, of }: { member: string; of: ProgrammeView }) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("programmes.consult");
  const { programme, short, seen } = of;
  const what = say("outreach.consultTask", { short });
  return (
    <>
      <Banner
        kind="due"
        action={
          <Button isDisabled={busy} onPress={() => void tell({ member, programme, seen, what })}>
            {say("outreach.consultMake")}
          </Button>
        }
      >
        {say("outreach.consult", { short })}
      </Banner>
      <Failed problem={failure} />
    </>
  );
}

function consulted({ say, day }: ReturnType<typeof useWords>, { consult }: ProgrammeView): string {
  if (consult?.open && consult.due) {
    return say("outreach.consultOpen", { day: day(consult.due) });
  }
  return consult?.doneOn ? say("outreach.consultDone", { day: day(consult.doneOn) }) : "";
}

function Row({ of, onOpen }: { of: ProgrammeView; onOpen: (() => void) | undefined }) {
  const words = useWords();
  const { say } = words;
  const both = useBoth();
  const more = [
    of.contact,
    of.ecmProvider ? say("outreach.isEcmProvider") : "",
    consulted(words, of),
  ];
  return (
    <ListRow
      glyph={of.is === "in" ? "done" : "noNeed"}
      title={`${of.short}, ${both(of.label)}`}
      end={of.is && say(`programmeStanding.${of.is}`)}
      {...(onOpen ? { onOpen } : {})}
    >
      {more.filter((part) => part !== "").join(" · ")} <Asked is={of.twoAnswers} />
    </ListRow>
  );
}

export function ProgrammesPart({ member, outreach }: PartProps) {
  const { say } = useWords();
  const [open, setOpen] = useState<string | null>(null);
  const { programmes, mayChange } = outreach;
  const hers = programmes.filter(({ is }) => is !== null);
  const others = programmes.filter(({ is }) => is === null);
  const close = () => setOpen(null);
  return (
    <Section title={say("outreach.programmes")}>
      {hers.length === 0 && open === null && (
        <p className="quiet">{say("outreach.noProgrammes")}</p>
      )}
      {hers
        .filter(({ suggested }) => suggested && mayChange)
        .map((each) => (
          <Suggestion key={each.programme} member={member} of={each} />
        ))}
      <Rows ruled>
        {hers.map((each) =>
          open === each.programme ? (
            <li key={each.programme}>
              <ProgrammeForm member={member} programmes={[each]} onClose={close} />
            </li>
          ) : (
            <Row
              key={each.programme}
              of={each}
              onOpen={mayChange ? () => setOpen(each.programme) : undefined}
            />
          ),
        )}
      </Rows>
      {open === "new" && <ProgrammeForm member={member} programmes={others} onClose={close} />}
      {mayChange && open !== "new" && 1 < others.length && (
        <Button kind="bare" size="sm" icon={Plus} onPress={() => setOpen("new")}>
          {say("outreach.addProgramme")}
        </Button>
      )}
    </Section>
  );
}
