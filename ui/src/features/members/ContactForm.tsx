// Telephones, where she stays, and the door, as they are written down.
import { Plus, X } from "lucide-react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit, type Editing } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allHomeKind, allVoicemail, type Member, type Phone } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { contactChange, contactOf, type ContactForm as Contact } from "./memberForm";
import css from "./MemberScreen.module.css";

export function contactAbout(member: string): string {
  return `contact:${member}`;
}

function Phones({ edit, error }: { edit: Editing<Contact>; error: string | undefined }) {
  const { say } = useWords();
  const { form, put } = edit;
  const change = (at: number, part: Partial<Phone>) =>
    put({
      phones: form.phones.map((phone, index) => (index === at ? { ...phone, ...part } : phone)),
    });
  return (
    <>
      {form.phones.map((phone, index) => (
        // A line is its place: its words change while they are typed.
        <div key={`phone ${index}`} className={css.phone}>
          <TextField
            label={say("member.phone")}
            type="tel"
            error={index === 0 ? error : undefined}
            value={phone.number}
            onChange={(number) => change(index, { number })}
          />
          <TextField
            label={say("member.phoneUse")}
            value={phone.use}
            onChange={(use) => change(index, { use })}
          />
          <Button
            kind="bare"
            icon={X}
            onPress={() => put({ phones: form.phones.filter((_, at) => at !== index) })}
          >
            {say("member.removePhone")}
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          icon={Plus}
          onPress={() => put({ phones: [...form.phones, { number: "", use: "" }] })}
        >
          {say("member.addPhone")}
        </Button>
      </div>
    </>
  );
}

export function ContactForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const { say } = useWords();
  const about = { about: contactAbout(member.member), member: member.member };
  const edit = useEdit(about, contactOf(member), member.seen);
  const { tell, busy, failure } = useTell("members.edit");
  const errors = useFieldErrors(failure, ["phones", "home", "door"]);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const onBlur = () => void edit.flush();
  const save = async () => {
    if (edit.isChanged) {
      const told = await tell(contactChange(member.member, edit));
      if ("failure" in told) return;
    }
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <Phones edit={edit} error={errors.of("phones")} />
      <div className={formCss.two}>
        <Select
          label={say("member.home")}
          options={allHomeKind.map((id) => ({ id, label: say(`homeKind.${id}`) }))}
          value={form.homeKind}
          onChange={(homeKind) => put({ homeKind })}
        />
        <TextField
          label={say("member.homeWords")}
          error={errors.of("home")}
          value={form.homeWords}
          onChange={(homeWords) => put({ homeWords })}
          onBlur={onBlur}
        />
      </div>
      <DayField
        label={say("member.homeSince")}
        value={form.homeSince}
        onChange={(homeSince) => put({ homeSince })}
      />
      <TextArea
        label={say("visit.doorSay")}
        hint={say("member.doorSayHint")}
        rows={2}
        error={errors.of("door")}
        value={form.doorSay}
        onChange={(doorSay) => put({ doorSay })}
        onBlur={onBlur}
      />
      <RadioTiles
        label={say("visit.doorVoicemail")}
        look="row"
        options={allVoicemail.map((id) => ({ id, label: say(`voicemail.${id}`) }))}
        value={form.voicemail}
        onChange={(voicemail) => put({ voicemail })}
      />
      <TextArea
        label={say("member.dangers")}
        hint={say("member.dangersHint")}
        rows={1}
        value={form.dangers}
        onChange={(dangers) => put({ dangers })}
        onBlur={onBlur}
      />
      <FormFoot
        edit={edit}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
        onClose={onClose}
      />
    </form>
  );
}
