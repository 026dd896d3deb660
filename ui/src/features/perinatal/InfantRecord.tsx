// A record of the baby's own: a new one, or one that is here.
import { useState } from "react";
import type { InfantView } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { useNames } from "../../kit/Name/Name";
import { useFieldErrors } from "../../app/useFieldErrors";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import css from "./Perinatal.module.css";
import type { PartProps } from "./SlotsPart";

interface RecordProps {
  infant: InfantView;
  part: PartProps;
}

function NewRecord({ infant, part, onClose }: RecordProps & { onClose: () => void }) {
  const { say } = useWords();
  const [given, setGiven] = useState(infant.name);
  const [family, setFamily] = useState("");
  const { tell, busy, failure } = useTell("infants.record");
  const errors = useFieldErrors(failure, ["names"]);
  const save = async () => {
    const { id, seen } = infant;
    const told = await tell({ member: part.member, infant: id, seen, given, family });
    if (!("failure" in told)) onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <TextField
          label={say("perinatal.given")}
          error={errors.of("names")}
          value={given}
          onChange={setGiven}
        />
        <TextField label={say("perinatal.family")} value={family} onChange={setFamily} />
      </div>
      <Failed problem={errors.rest} />
      <div className={css.acts}>
        <Button isDisabled={busy} onPress={() => void save()}>
          {say("perinatal.recordSave")}
        </Button>
        <Button kind="bare" onPress={onClose}>
          {say("form.close")}
        </Button>
      </div>
    </form>
  );
}

function LinkRecord({ infant, part, onClose }: RecordProps & { onClose: () => void }) {
  const { say } = useWords();
  const { name } = useNames();
  const [text, setText] = useState("");
  const { data } = useAsk("people.find", { text }, { when: text.trim() !== "" });
  const { tell, busy, failure } = useTell("infants.put");
  const errors = useFieldErrors(failure, ["member", "name", "born"]);
  const { id, seen, order, born, sex, stay, since, stayWords } = infant;
  const link = async (record: string) => {
    const told = await tell({
      member: part.member,
      pregnancy: part.course.id,
      id,
      seen,
      order,
      name: infant.name,
      born,
      sex,
      stay,
      since,
      stayWords,
      record,
    });
    if (!("failure" in told)) onClose();
  };
  const found = text.trim() === "" ? [] : (data?.people ?? []);
  return (
    <div className={css.stack}>
      <TextField
        label={say("perinatal.findRecord")}
        error={errors.of("member") ?? errors.of("name") ?? errors.of("born")}
        value={text}
        onChange={setText}
      />
      <Rows>
        {found
          .filter(({ member }) => member !== part.member)
          .slice(0, 5)
          .map((person) => (
            <ListRow
              key={person.member}
              title={name(person.name)}
              {...(busy ? {} : { onOpen: () => void link(person.member) })}
            />
          ))}
      </Rows>
      <Failed problem={errors.rest} />
      <div>
        <Button kind="bare" size="sm" onPress={onClose}>
          {say("form.close")}
        </Button>
      </div>
    </div>
  );
}

export function InfantRecord({ infant, part }: RecordProps) {
  const { say } = useWords();
  const [open, setOpen] = useState<"new" | "link" | null>(null);
  const close = () => setOpen(null);
  if (open === "new") return <NewRecord infant={infant} part={part} onClose={close} />;
  if (open === "link") return <LinkRecord infant={infant} part={part} onClose={close} />;
  return (
    <div className={css.acts}>
      <Button size="sm" onPress={() => setOpen("new")}>
        {say("perinatal.makeRecord")}
      </Button>
      <Button size="sm" kind="bare" onPress={() => setOpen("link")}>
        {say("perinatal.linkRecord")}
      </Button>
    </div>
  );
}
