// The first start: this computer becomes a device of the person the code was made for.
import { useEffect, useState, type FormEvent } from "react";
import type { OtherSatchel } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import { enrolProblems, ready, type EnrolForm } from "./enrol";
import css from "./EnrolScreen.module.css";
import { Others } from "./Others";
import { LockLayout } from "./LockLayout";
import { OfferedWords } from "./OfferedWords";

const nothing: EnrolForm = { address: "", fingerprint: "", code: "", passphrase: "", again: "" };

/** The field a failure is about; the others stand above the form. */
const failureField: Partial<Record<string, keyof EnrolForm>> = {
  address_malformed: "address",
  code_unknown: "code",
  code_used: "code",
  code_expired: "code",
  code_for_another_device: "code",
  weak_passphrase: "passphrase",
  common_passphrase: "passphrase",
};

export function EnrolScreen({
  emptiedAt = null,
  others = [],
}: {
  emptiedAt?: number | null;
  others?: readonly OtherSatchel[];
}) {
  const words = useWords();
  const { say } = words;
  const { tell, busy, failure, forget } = useTell("session.enrol");
  const [form, setForm] = useState(nothing);
  const [tried, setTried] = useState(false);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    document.title = `${say("place.enrol")} · Satchel`;
  }, [say]);

  const problems = tried ? enrolProblems(words, form) : {};
  const failed = failure && failureField[failure.code];
  // Elsewhere she can go on without the clinic; here she cannot.
  const away = failure?.code === "clinic_unreachable" || failure?.code === "clinic_slow";
  const field = (name: keyof EnrolForm) => ({
    value: form[name],
    onChange: (text: string) => {
      setForm({ ...form, [name]: text });
      forget();
    },
    error:
      problems[name] ?? (failure && failed === name ? failureSentence(words, failure) : undefined),
  });
  const go = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy || !ready(enrolProblems(words, form))) return;
    const { address, fingerprint, code, passphrase } = form;
    await tell({ address: address.trim(), fingerprint, code: code.trim(), passphrase });
  };

  return (
    <LockLayout>
      <h1>{say("enrol.title")}</h1>
      <p className={css.sub}>{say("enrol.sub")}</p>
      {emptiedAt !== null && (
        <Banner>{say("enrol.emptied", { when: words.moment(emptiedAt) })}</Banner>
      )}
      {0 < others.length && <Banner>{say("enrol.another")}</Banner>}
      {away && <Banner kind="late">{say("enrol.noClinic")}</Banner>}
      {!failed && !away && <Failed problem={failure} />}
      <form className={css.form} onSubmit={(event) => void go(event)}>
        <TextField
          label={say("enrol.address")}
          hint={say("enrol.addressHint")}
          autoFocus
          inputMode="url"
          {...field("address")}
        />
        <TextField
          label={say("enrol.fingerprint")}
          hint={say("enrol.fingerprintHint")}
          {...field("fingerprint")}
        />
        <TextField label={say("enrol.code")} hint={say("enrol.codeHint")} {...field("code")} />
        <OfferedWords
          onUse={(passphrase) => {
            setForm({ ...form, passphrase, again: "" });
            forget();
          }}
        />
        <div className={css.pair}>
          <TextField
            label={say("enrol.passphrase")}
            hint={say("enrol.passphraseHint")}
            type={shown ? "text" : "password"}
            autoComplete="new-password"
            {...field("passphrase")}
          />
          <TextField
            label={say("enrol.again")}
            hint={say("enrol.againHint")}
            type={shown ? "text" : "password"}
            autoComplete="new-password"
            {...field("again")}
          />
        </div>
        <div className={css.acts}>
          <Button kind="go" size="lg" type="submit">
            {busy ? say("enrol.working") : say("enrol.go")}
          </Button>
          <Button kind="bare" onPress={() => setShown(!shown)}>
            {shown ? say("lock.hide") : say("lock.show")}
          </Button>
        </div>
      </form>
      <Others others={others} />
    </LockLayout>
  );
}
