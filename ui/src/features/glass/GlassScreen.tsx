// Asking for a record that is not hers to hold: who exactly, and why. The clinic decides and writes down that she asked,
// whatever comes of it. Nothing typed here is kept.
import { useEffect, useState } from "react";
import { useFieldErrors } from "../../app/useFieldErrors";
import { useNavigation } from "../../app/navigation";
import { allGlassReason, glassMinutes, type GlassReason } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { Failed } from "../../kit/Failed/Failed";
import { TextArea } from "../../kit/Field/TextArea";
import { TextField } from "../../kit/Field/TextField";
import { PageHead } from "../../kit/PageHead/PageHead";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Segmented } from "../../kit/Segmented/Segmented";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import css from "./Glass.module.css";

type By = "name" | "cin";

interface Form {
  by: By;
  given: string;
  family: string;
  birthDate: string;
  cin: string;
  reason: GlassReason | null;
  words: string;
}

const empty: Form = {
  by: "name",
  given: "",
  family: "",
  birthDate: "",
  cin: "",
  reason: null,
  words: "",
};

const fields = ["given", "family", "birthDate", "cin", "words"] as const;

interface WhomProps {
  form: Form;
  put: (part: Partial<Form>) => void;
  errors: (path: string) => string | undefined;
}

function Whom({ form, put, errors }: WhomProps) {
  const { say } = useWords();
  return (
    <>
      <Segmented
        label={say("glass.by")}
        options={[
          { id: "name", label: say("glass.byName") },
          { id: "cin", label: say("glass.byCin") },
        ]}
        value={form.by}
        onChange={(by) => put({ by })}
      />
      {form.by === "cin" ? (
        <TextField
          label={say("meet.cin")}
          autoComplete="off"
          error={errors("cin")}
          value={form.cin}
          onChange={(cin) => put({ cin })}
        />
      ) : (
        <>
          <div className={formCss.two}>
            <TextField
              label={say("meet.given")}
              autoComplete="off"
              error={errors("given")}
              value={form.given}
              onChange={(given) => put({ given })}
            />
            <TextField
              label={say("meet.family")}
              autoComplete="off"
              error={errors("family")}
              value={form.family}
              onChange={(family) => put({ family })}
            />
          </div>
          <DayField
            label={say("member.birthDate")}
            error={errors("birthDate")}
            value={form.birthDate}
            onChange={(birthDate) => put({ birthDate })}
          />
        </>
      )}
    </>
  );
}

/** It is open at the clinic; her page opens when it has come. */
function Coming({ member }: { member: string }) {
  const { say } = useWords();
  const { instead } = useNavigation();
  const { data } = useAsk("glass.show", { member });
  const hasCome = Boolean(data?.mine);
  useEffect(() => {
    if (hasCome) instead({ at: "member", member });
  }, [hasCome, instead, member]);
  return <Banner kind="due">{say("glass.coming")}</Banner>;
}

export function GlassScreen() {
  const { say } = useWords();
  const { go, back, canGoBack } = useNavigation();
  const { tell, busy, failure } = useTell("glass.break");
  const errors = useFieldErrors(failure, fields);
  const [form, setForm] = useState(empty);
  const [tried, setTried] = useState(false);
  const [opened, setOpened] = useState<string>();
  const put = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const ask = async () => {
    setTried(true);
    if (form.reason === null) return;
    const byName = form.by === "name";
    const told = await tell({
      given: byName ? form.given : "",
      family: byName ? form.family : "",
      birthDate: byName && form.birthDate !== "" ? form.birthDate : null,
      cin: byName ? "" : form.cin,
      reason: form.reason,
      words: form.words,
    });
    if ("ok" in told) setOpened(told.ok.member);
  };
  return (
    <>
      <PageHead
        place={say("glass.title")}
        title={say("glass.title")}
        sub={say("glass.sub", { n: glassMinutes })}
        onBack={canGoBack ? back : () => go({ at: "caseload" })}
        backLabel={canGoBack ? say("page.back") : say("place.caseload")}
      />
      {opened ? (
        <Coming member={opened} />
      ) : (
        <form
          className={`${formCss.form} ${css.form}`}
          onSubmit={(event) => event.preventDefault()}
        >
          <Banner kind="due">{say("glass.warning")}</Banner>
          <Whom form={form} put={put} errors={errors.of} />
          <RadioTiles
            label={say("glass.why")}
            look="row"
            error={tried && form.reason === null ? say("glass.whyMissing") : undefined}
            options={allGlassReason.map((id) => ({
              id,
              label: say(`glassReason.${id}`),
              sub: say(`glass.reason.${id}`),
            }))}
            value={form.reason}
            onChange={(reason) => put({ reason })}
          />
          <TextArea
            label={say("glass.words")}
            hint={say("glass.wordsMore")}
            error={errors.of("words")}
            value={form.words}
            onChange={(words) => put({ words })}
          />
          <Failed problem={errors.rest} />
          <div className={css.acts}>
            <Button kind="go" isDisabled={busy} onPress={() => void ask()}>
              {say("glass.open", { n: glassMinutes })}
            </Button>
          </div>
        </form>
      )}
    </>
  );
}
