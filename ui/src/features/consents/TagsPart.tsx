// What is set apart in a record: by what it is, and by what people said of it.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allTag, type SharedPart, type Tag, type Thing } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Chips } from "../../kit/Chips/Chips";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Select } from "../../kit/Select/Select";
import { kindWord } from "../../words/kinds";
import { useWords } from "../../words/words";
import css from "./Consents.module.css";
import { sharedParts } from "./SharingPart";

interface FormProps {
  member: string;
  thing: Thing;
  onClose: () => void;
}

function PutForm({ member, thing, onClose }: FormProps) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("tags.put");
  const errors = useFieldErrors(failure, ["source"]);
  const [tags, setTags] = useState<Tag[]>([]);
  const [source, setSource] = useState("");
  const has = thing.tags.map(({ tag }) => tag);
  const save = async () => {
    if (tags.length === 0) return;
    const told = await tell({ member, of: thing.id, tags, source });
    if ("ok" in told) onClose();
  };
  return (
    <div className={css.form}>
      <Chips
        label={say("tags.which")}
        options={allTag
          .filter((id) => !has.includes(id))
          .map((id) => ({ id, label: say(`tag.${id}`) }))}
        value={tags}
        onChange={setTags}
      />
      {tags.includes("part2") && (
        <TextField
          label={say("tags.source")}
          error={errors.of("source") && say("tags.sourceMissing")}
          value={source}
          onChange={setSource}
        />
      )}
      <Failed problem={errors.rest} />
      <div className={css.off}>
        <Button kind="go" isDisabled={busy || tags.length === 0} onPress={() => void save()}>
          {say("tags.add")}
        </Button>
        <Button onPress={onClose}>{say("form.close")}</Button>
      </div>
    </div>
  );
}

function RemoveForm({ member, thing, tag, onClose }: FormProps & { tag: Tag }) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("tags.remove");
  const errors = useFieldErrors(failure, ["reason"]);
  const [reason, setReason] = useState("");
  const remove = async () => {
    const told = await tell({ member, of: thing.id, tag, reason });
    if ("ok" in told) onClose();
  };
  return (
    <div className={css.form}>
      <TextField
        label={say("tags.removeWhy")}
        error={errors.of("reason")}
        value={reason}
        onChange={setReason}
        autoFocus
      />
      <Failed problem={errors.rest} />
      <div className={css.off}>
        <Button kind="stop" isDisabled={busy} onPress={() => void remove()}>
          {say("tags.remove", { tag: say(`tag.${tag}`) })}
        </Button>
        <Button onPress={onClose}>{say("form.close")}</Button>
      </div>
    </div>
  );
}

/** Who says that it is set apart. */
function useWhy(): (tag: Thing["tags"][number]) => string {
  const { say } = useWords();
  return ({ by, source }) => {
    const said = by === "" ? say("tags.itself") : say("tags.saidBy", { who: by });
    return source === "" ? said : `${said}, ${say("tags.from", { source })}`;
  };
}

interface RowProps {
  member: string;
  thing: Thing;
  mayChange: boolean;
  mayRemove: boolean;
}

function Row({ member, thing, mayChange, mayRemove }: RowProps) {
  const { say, fullDay } = useWords();
  const why = useWhy();
  const [open, setOpen] = useState<Tag | "add" | null>(null);
  const close = () => setOpen(null);
  const form = { member, thing, onClose: close };
  return (
    <ListRow
      title={thing.words}
      end={
        mayChange &&
        open === null && (
          <Button
            kind="bare"
            size="sm"
            icon={Plus}
            aria-label={say("tags.addFor", { what: thing.words })}
            onPress={() => setOpen("add")}
          >
            {say("tags.add")}
          </Button>
        )
      }
    >
      {say(kindWord(thing.kind))}
      {thing.on !== null && `, ${fullDay(thing.on)}`} <Asked is={thing.twoAnswers} />
      {thing.tags.map((tag) => (
        <p key={tag.tag}>
          <span className={css.tag}>{say(`tag.${tag.tag}`)}</span> {why(tag)}{" "}
          {mayRemove && open === null && (
            <Button kind="bare" size="sm" onPress={() => setOpen(tag.tag)}>
              {say("tags.remove", { tag: say(`tag.${tag.tag}`) })}
            </Button>
          )}
        </p>
      ))}
      {open === "add" && <PutForm {...form} />}
      {open !== null && open !== "add" && <RemoveForm {...form} tag={open} />}
    </ListRow>
  );
}

export function TagsPart({ member }: { member: string }) {
  const { say } = useWords();
  const { data, failure } = useAsk("tags.show", { member });
  const [part, setPart] = useState<SharedPart>("plan");
  if (!data) return <Failed problem={failure} />;
  const things = data.things.filter((one) => one.part === part);
  return (
    <div className={css.page}>
      <p>{say("tags.intro")}</p>
      <Select
        label={say("tags.show")}
        options={sharedParts.map((id) => ({ id, label: say(`sharedPart.${id}`) }))}
        value={part}
        onChange={setPart}
      />
      {things.length === 0 && <p className="quiet">{say("tags.none")}</p>}
      <Rows ruled>
        {things.map((thing) => (
          <Row
            key={thing.id}
            member={member}
            thing={thing}
            mayChange={data.mayChange}
            mayRemove={data.mayRemove}
          />
        ))}
      </Rows>
    </div>
  );
}
