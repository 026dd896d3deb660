// The member says yes to her plan: in which language it was gone through, and when it is looked
// at again. What was on the screen when the question was opened is what she agreed to.
import { useState } from "react";
import { FormFoot } from "../../app/FormFoot";
import { useEdit } from "../../app/useEdit";
import { useFieldErrors } from "../../app/useFieldErrors";
import type { Plan } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { DayField } from "../../kit/DayField/DayField";
import { Dialog } from "../../kit/Dialog/Dialog";
import { useNames } from "../../kit/Name/Name";
import { Select } from "../../kit/Select/Select";
import { addDays } from "../../words/dates";
import { languageOptions } from "../../words/languages";
import { useWords } from "../../words/words";

/** How long a plan holds unless the person says otherwise. */
const reviewDays = 90;

export function AgreeDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const { say, today, locale } = useWords();
  const { name } = useNames();
  const edit = useEdit(
    { about: `agree:${plan.member}`, member: plan.member },
    {
      language: plan.agreedLanguage ?? plan.language ?? "en",
      reviewBy: addDays(today(), reviewDays),
    },
    plan.seen,
  );
  const { tell, busy, failure } = useTell("plans.agree");
  const errors = useFieldErrors(failure, ["reviewBy", "agreed"]);
  const [tried, setTried] = useState(false);
  const { form, put } = edit;
  const past = form.reviewBy !== "" && form.reviewBy <= today();
  const dayError = past
    ? say("plan.reviewPast")
    : form.reviewBy === ""
      ? say("why.missing")
      : undefined;
  const save = async () => {
    setTried(true);
    if (dayError) return;
    const { language, reviewBy } = form;
    const told = await tell({ member: plan.member, language, reviewBy, seen: edit.seen });
    if ("failure" in told) return;
    await edit.drop();
    onClose();
  };
  return (
    <Dialog title={say("plan.agreeTitle", { name: name(plan.firstName) })} isOpen onClose={onClose}>
      <p className="quiet">{say("plan.agreeText", { name: name(plan.firstName) })}</p>
      <Select
        label={say("plan.agreeLanguage")}
        options={languageOptions(locale, [plan.language, form.language])}
        value={form.language}
        onChange={(language) => put({ language })}
      />
      <DayField
        label={say("plan.agreeReview")}
        hint={say("plan.agreeReviewHint", { n: reviewDays })}
        error={errors.of("reviewBy") ?? (tried ? dayError : undefined)}
        value={form.reviewBy}
        onChange={(reviewBy) => put({ reviewBy })}
      />
      <FormFoot
        edit={edit}
        saveLabel={say("plan.agreeSave", { name: name(plan.firstName) })}
        busy={busy}
        failure={errors.rest}
        onSave={() => void save()}
      />
    </Dialog>
  );
}
