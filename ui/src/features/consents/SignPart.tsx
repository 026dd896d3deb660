// What she reads, in large type, and how she signs it: with a finger, on paper, or by her word.
import { useAsk } from "../../contract/query";
import { TextField } from "../../kit/Field/TextField";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Select } from "../../kit/Select/Select";
import { useWords, type Words } from "../../words/words";
import { asksAbout, provisionsOf, sayings, type ConsentForm as Form } from "./consent";
import type { FormPartProps } from "./ConsentForm";
import css from "./Consents.module.css";
import { SignaturePad } from "./SignaturePad";
import { which, who, within } from "./words";

const hows = ["touch", "paper", "verbal"] as const;

/** The sentences she signs. */
function reads(words: Words, form: Form): string[] {
  const { say, list, fullDay } = words;
  if (
    form.kind === "ecm_opt_in" ||
    form.kind === "ecm_decline" ||
    form.kind === "photo" ||
    form.kind === "contact_sms_email"
  ) {
    return [say(`consents.reads.${form.kind}`)];
  }
  const said = sayings(provisionsOf(form)).map((saying) => {
    const to = { who: who(words, saying), which: which(words, saying.about) };
    if (saying.answered === "deny") return say("consents.readsKeep", to);
    const what = list(saying.purposes.map((one) => within(say(`shareFor.${one}`))));
    return say("consents.readsShare", { ...to, what });
  });
  if (form.until !== "") said.push(say("consents.readsUntil", { day: fullDay(form.until) }));
  return [...said, say("consents.readsRights")];
}

function Papers({ member, form, put, tried }: SignPartProps) {
  const { say } = useWords();
  const { data } = useAsk("documents.list", { member });
  const papers = (data?.documents ?? []).filter(
    ({ purpose, withdrawn }) => purpose === "consent" && withdrawn === null,
  );
  if (data && papers.length === 0) return <p>{say("consents.noPaper")}</p>;
  return (
    <Select
      label={say("consents.paper")}
      options={papers.map(({ document, title }) => ({ id: document, label: title }))}
      error={tried && form.paper === null ? say("why.missing") : undefined}
      value={form.paper}
      onChange={(paper) => put({ paper })}
    />
  );
}

export interface SignPartProps extends FormPartProps {
  member: string;
  error: string | undefined;
  tried: boolean;
}

export function SignPart(props: SignPartProps) {
  const words = useWords();
  const { say } = words;
  const { form, put, flush, error } = props;
  return (
    <>
      <div className={css.reads} role="group" aria-label={say("consents.reads")}>
        {reads(words, form).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <RadioTiles
        label={say("consents.how")}
        error={error}
        options={hows.map((id) => ({ id, label: say(`consents.how.${id}`) }))}
        value={form.how}
        onChange={(how) => put({ how })}
      />
      {form.how === "touch" && (
        <SignaturePad strokes={form.strokes} onChange={(strokes) => put({ strokes })} />
      )}
      {form.how === "paper" && <Papers {...props} />}
      {form.how === "verbal" && 0 < asksAbout(form.kind).length && (
        <TextField
          label={say("consents.witness")}
          value={form.witness}
          onChange={(witness) => put({ witness })}
          onBlur={flush}
        />
      )}
    </>
  );
}
