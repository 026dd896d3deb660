// A photograph of a paper: choose it, say what it is, keep it.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allPurpose, type Purpose } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextField } from "../../kit/Field/TextField";
import { PhotoPicker } from "../../kit/PhotoPicker/PhotoPicker";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { handOver, photoBytesMax, readPhoto, type Photo } from "./photo";

export interface PaperFormProps {
  member: string;
  about: string;
  onClose: () => void;
}

const empty: { purpose: Purpose; title: string } = { purpose: "consent", title: "" };

export function PaperForm({ member, about, onClose }: PaperFormProps) {
  const { say } = useWords();
  const edit = useEdit({ about, member }, empty, "");
  const begin = useTell("documents.begin");
  const part = useTell("documents.part");
  const keep = useTell("documents.keep");
  const errors = useFieldErrors(keep.failure ?? part.failure ?? begin.failure, ["title"]);
  const [photo, setPhoto] = useState<Photo>();
  const [unreadable, setUnreadable] = useState(false);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const noTitle = form.title.trim() === "";
  const choose = async (file: File) => {
    const read =
      file.size <= photoBytesMax ? await readPhoto(file).catch(() => undefined) : undefined;
    setUnreadable(read === undefined);
    setPhoto(read);
  };
  const save = async () => {
    setTried(true);
    if (noTitle || !photo) return;
    const refused = await handOver(photo, begin.tell, part.tell);
    if (refused) return;
    const told = await keep.tell({
      member,
      purpose: form.purpose,
      title: form.title.trim(),
      visit: null,
    });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <PhotoPicker
        url={photo?.url}
        alt={say("papers.chosen")}
        choose={say(photo ? "papers.chooseAnother" : "papers.choose")}
        error={
          unreadable
            ? say("failure.not_a_picture")
            : tried && !photo
              ? say("papers.noPhoto")
              : undefined
        }
        onChoose={(file) => void choose(file)}
      />
      <RadioTiles
        label={say("papers.purpose")}
        look="row"
        options={allPurpose.map((id) => ({ id, label: say(`purpose.${id}`) }))}
        value={form.purpose}
        onChange={(purpose) => put({ purpose })}
      />
      <TextField
        label={say("papers.name")}
        hint={say("papers.nameHint")}
        error={errors.of("title") ?? (tried && noTitle ? say("why.missing") : undefined)}
        value={form.title}
        onChange={(title) => put({ title })}
        onBlur={() => void edit.flush()}
      />
      <p className="quiet sm">{say("papers.what")}</p>
      <FormFoot
        edit={edit}
        saveLabel={say("papers.keep")}
        busy={begin.busy || part.busy || keep.busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
