// Somebody new: a name or how one would know her, and beside it who here she may be. Nothing else has to be asked at once.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { TwoAnswers } from "../../app/TwoAnswers";
import { useNavigation } from "../../app/navigation";
import { useEdit, type Editing } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import type { Alike } from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { TextField } from "../../kit/Field/TextField";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import formCss from "../plans/Form.module.css";
import { hasName, mayLook, meetAbout, nobody, saidOf, type MeetForm } from "./meet";
import css from "./SamePerson.module.css";

/** Those who may be the same, while it is typed. */
function MayBe({ form }: { form: MeetForm }) {
  const { say, fullDay } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const { data } = useAsk("members.alike", { said: saidOf(form) }, { when: mayLook(form) });
  // Until the core has answered for these letters, those found before.
  const [before, setBefore] = useState<Alike[]>([]);
  if (data && data.people !== before) setBefore(data.people);
  const people = mayLook(form) ? (data?.people ?? before) : [];
  return (
    <Section title={say("meet.known")}>
      <output className={css.found}>
        {people.length === 0 ? say(mayLook(form) ? "meet.nobody" : "meet.knownMore") : null}
        {0 < people.length && (
          <ul className={css.people}>
            {people.map(({ member, name: whole, birthDate, site, standing, why, twoAnswers }) => (
              <li key={member}>
                <Link kind="title" onPress={() => go({ at: "member", member })}>
                  {name(whole)}
                </Link>
                <span>
                  {[birthDate && say("meet.born", { day: fullDay(birthDate) }), site]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
                <TwoAnswers fields={twoAnswers} of={twoAnswers} />
                <span className={css.why}>
                  {say(`likenessStanding.${standing}`)} {say(`likenessWhy.${why}`)}
                </span>
              </li>
            ))}
          </ul>
        )}
      </output>
    </Section>
  );
}

function Fields({
  edit,
  errors,
}: {
  edit: Editing<MeetForm>;
  errors: (path: string) => string | undefined;
}) {
  const { say } = useWords();
  const { form, put } = edit;
  const onBlur = () => void edit.flush();
  return (
    <>
      <div className={formCss.two}>
        <TextField
          label={say("meet.given")}
          autoFocus
          autoComplete="off"
          error={errors("names")}
          value={form.given}
          onChange={(given) => put({ given })}
          onBlur={onBlur}
        />
        <TextField
          label={say("meet.family")}
          autoComplete="off"
          value={form.family}
          onChange={(family) => put({ family })}
          onBlur={onBlur}
        />
      </div>
      <div className={formCss.two}>
        <TextField
          label={say("meet.called")}
          hint={say("meet.calledMore")}
          autoComplete="off"
          value={form.called}
          onChange={(called) => put({ called })}
          onBlur={onBlur}
        />
        <TextField
          label={say("meet.place")}
          hint={say("meet.placeMore")}
          autoComplete="off"
          error={errors("home")}
          value={form.place}
          onChange={(place) => put({ place })}
          onBlur={onBlur}
        />
      </div>
      <DayField
        label={say("member.birthDate")}
        error={errors("birthDate")}
        value={form.birthDate}
        onChange={(birthDate) => put({ birthDate })}
      />
      <div className={formCss.two}>
        <TextField
          label={say("meet.cin")}
          autoComplete="off"
          error={errors("cin")}
          value={form.cin}
          onChange={(cin) => put({ cin })}
          onBlur={onBlur}
        />
        <TextField
          label={say("member.phone")}
          type="tel"
          autoComplete="off"
          error={errors("phones")}
          value={form.phone}
          onChange={(phone) => put({ phone })}
          onBlur={onBlur}
        />
      </div>
    </>
  );
}

/** `after`: where she is shown when her record has begun; her own page where nothing is said. */
export function MeetScreen({ after }: { after: "outreach" | null }) {
  const { say, today } = useWords();
  const { go, instead, back, canGoBack } = useNavigation();
  const edit = useEdit(meetAbout, nobody, "");
  const { tell, busy, failure } = useTell("members.meet");
  const { tell: refer } = useTell("referrals.put");
  const errors = useFieldErrors(failure, ["names", "birthDate", "cin", "phones", "home"]);
  const [tried, setTried] = useState(false);
  const isMissing = tried && !hasName(edit.form);
  const save = async () => {
    setTried(true);
    if (!hasName(edit.form)) return;
    const told = await tell({ said: saidOf(edit.form) });
    if ("failure" in told) return;
    await edit.drop();
    const member = told.ok.id;
    if (after === "outreach") {
      await refer({ member, seen: "", source: "met", who: "", on: today(), reason: "" });
      instead({ at: "outreach", view: "street", member });
    } else instead({ at: "member", member });
  };
  const of = (path: string) =>
    path === "names" && isMissing ? say("meet.missing") : errors.of(path);
  return (
    <>
      <PageHead
        place={say("meet.title")}
        title={say("meet.title")}
        sub={say("meet.sub")}
        onBack={canGoBack ? back : () => go({ at: "caseload" })}
        backLabel={canGoBack ? say("page.back") : say("place.caseload")}
      />
      {edit.ready && (
        <div className={css.meet}>
          <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
            <Fields edit={edit} errors={of} />
            <FormFoot
              edit={edit}
              saveLabel={say("meet.save")}
              busy={busy}
              failure={errors.rest}
              onSave={() => void save()}
            />
          </form>
          <MayBe form={edit.form} />
        </div>
      )}
    </>
  );
}
