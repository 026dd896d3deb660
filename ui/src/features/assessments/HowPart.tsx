// Before the first question: how it is asked, in which language, and whether somebody else can hear.
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import { Circumstances } from "./Circumstances";
import { Foot } from "./Foot";
import { KnownLine } from "./KnownLine";
import type { SheetPart } from "./SheetDesk";

type Part = SheetPart & { onDefer: () => void };

function Company({ sheet, form, put, onDefer }: Part) {
  const { say } = useWords();
  const { name } = useNames();
  const first = name(sheet.firstName);
  return (
    <>
      <RadioTiles
        label={say("assess.alone", { name: first })}
        hint={say("assess.aloneWhy")}
        options={(["alone", "accompanied"] as const).map((id) => ({
          id,
          label: say(`company.${id}`),
        }))}
        value={form.company === "not_asked" ? null : form.company}
        onChange={(company) => put({ company })}
      />
      {form.company === "accompanied" && (
        <Banner
          kind="due"
          action={
            <Button size="sm" onPress={onDefer}>
              {say("assess.defer")}
            </Button>
          }
        >
          {sheet.items.every(({ askAlone }) => askAlone)
            ? say("assess.notAlone", { name: first })
            : say("assess.notAloneSome", { name: first })}
        </Banner>
      )}
    </>
  );
}

export function HowPart(props: Part) {
  const { sheet, form, put, onNext } = props;
  const { say } = useWords();
  const first = sheet.askAlone && form.company === null;
  return (
    <>
      <div className={css.part}>
        <h2>{sheet.instrument.title}</h2>
        {sheet.whyNoText !== null && (
          <p className={css.why} lang="en">
            {sheet.whyNoText}
          </p>
        )}
        {sheet.askAlone && <Company {...props} />}
        <Circumstances form={form} language={sheet.language} put={put}>
          {form.language !== "en" && sheet.whyNoText === null && (
            <p className={css.why}>{say("assess.interpreterHint")}</p>
          )}
        </Circumstances>
        <KnownLine sheet={sheet} />
      </div>
      <Foot
        onBack={undefined}
        {...(first ? {} : { onNext })}
        nextLabel={say("assess.begin")}
        attribution={sheet.attribution}
      >
        {first && <p className={css.wait}>{say("assess.aloneFirst")}</p>}
      </Foot>
    </>
  );
}
