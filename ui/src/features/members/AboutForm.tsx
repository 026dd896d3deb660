// What she is called, her pronouns and languages, and how closely the team follows her.
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import { allRisk, type Member } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { TextField } from "../../kit/Field/TextField";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { languageOptions } from "../../words/languages";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { aboutChange, aboutOf } from "./memberForm";
import css from "./MemberScreen.module.css";

export function aboutAbout(member: string): string {
  return `about:${member}`;
}

export function AboutForm({ member, onClose }: { member: Member; onClose: () => void }) {
  const { say, locale } = useWords();
  const about = { about: aboutAbout(member.member), member: member.member };
  const edit = useEdit(about, aboutOf(member), member.seen);
  const { tell, busy, failure } = useTell("members.edit");
  const errors = useFieldErrors(failure, ["names", "pronouns", "languages", "risk"]);
  const { form, put } = edit;
  if (!edit.ready) return null;
  const onBlur = () => void edit.flush();
  const [first = "", second = "", ...others] = form.languages;
  const languages = languageOptions(locale, form.languages.filter(Boolean));
  const save = async () => {
    if (edit.isChanged) {
      const told = await tell(aboutChange(member.member, edit));
      if ("failure" in told) return;
    }
    await edit.drop();
    onClose();
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <div className={formCss.two}>
        <TextField
          label={say("member.given")}
          autoFocus
          error={errors.of("names")}
          value={form.given}
          onChange={(given) => put({ given })}
          onBlur={onBlur}
        />
        <TextField
          label={say("member.family")}
          value={form.family}
          onChange={(family) => put({ family })}
          onBlur={onBlur}
        />
        <TextField
          label={say("member.preferred")}
          value={form.preferred}
          onChange={(preferred) => put({ preferred })}
          onBlur={onBlur}
        />
        <TextField
          label={say("member.pronouns")}
          error={errors.of("pronouns")}
          value={form.pronouns}
          onChange={(pronouns) => put({ pronouns })}
          onBlur={onBlur}
        />
        <Select
          label={say("member.prefers")}
          placeholder={say("plan.choose")}
          options={languages}
          value={first || null}
          error={errors.of("languages")}
          onChange={(language) => put({ languages: [language, second, ...others] })}
        />
        <Select
          label={say("member.alsoSpeaks")}
          options={[{ id: "", label: say("member.noOther") }, ...languages]}
          value={second}
          onChange={(language) => put({ languages: [first, language, ...others] })}
        />
      </div>
      <Segmented
        label={say("member.riskLabel")}
        options={allRisk.map((id) => ({ id, label: say(`risk.${id}`) }))}
        value={form.risk}
        onChange={(risk) => put({ risk })}
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
