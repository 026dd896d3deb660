// The babies of a pregnancy: each once, each with a record of its own where there is one.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { InfantView } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { InfantForm } from "./InfantForm";
import { InfantRecord } from "./InfantRecord";
import css from "./Perinatal.module.css";
import { infantName } from "./say";
import type { PartProps } from "./SlotsPart";

function Row({
  infant,
  part,
  onOpen,
}: {
  infant: InfantView;
  part: PartProps;
  onOpen: () => void;
}) {
  const words = useWords();
  const { say, fullDay } = words;
  const { name } = useNames();
  const { go } = useNavigation();
  const { record, stay, since, stayWords } = infant;
  return (
    <ListRow
      title={infantName(words, { ...infant, name: name(infant.name) })}
      {...(part.mayChange ? { onOpen } : {})}
    >
      {say("perinatal.bornOn", { day: fullDay(infant.born) })}.{" "}
      {say("perinatal.stayLine", { stay: say(`infantStay.${stay}`), day: fullDay(since) })}
      {stayWords !== "" && `, ${stayWords}`}. <Asked is={infant.twoAnswers} />
      {record && record.name !== "" && (
        <p>
          <Link onPress={() => go({ at: "member", member: record.member })}>
            {say("perinatal.ownRecord", { name: name(record.name) })}
          </Link>
        </p>
      )}
      {record?.name === "" && <p>{say("perinatal.recordElsewhere")}</p>}
      {!record && stay !== "died" && part.mayChange && <InfantRecord infant={infant} part={part} />}
    </ListRow>
  );
}

export function InfantsPart(part: PartProps) {
  const { say } = useWords();
  const { infants, babies, end } = part.course;
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const born = babies ?? 1;
  const missing = end !== null && infants.length < born;
  return (
    <Section title={say("perinatal.infants")}>
      <div className={css.stack}>
        {missing && 0 < infants.length && (
          <Banner kind="due">
            {say("perinatal.infantsMissing", { born, written: infants.length })}
          </Banner>
        )}
        {infants.length === 0 && open === null && (
          <p className="quiet">{say("perinatal.noInfants")}</p>
        )}
        <Rows ruled>
          {infants.map((infant) =>
            open === infant.id ? (
              <li key={infant.id}>
                <InfantForm part={part} infant={infant} onClose={close} />
              </li>
            ) : (
              <Row key={infant.id} infant={infant} part={part} onOpen={() => setOpen(infant.id)} />
            ),
          )}
        </Rows>
        {open === "new" && <InfantForm part={part} infant={null} onClose={close} />}
        {part.mayChange && missing && open !== "new" && (
          <div>
            <Button kind="bare" size="sm" icon={Plus} onPress={() => setOpen("new")}>
              {say("perinatal.addInfant")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
