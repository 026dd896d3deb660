// Her full record: everything that is held of her, in files to hand over to her.
import { FileDown } from "lucide-react";
import { useState } from "react";
import type { FullRecordMade, Member, Settings } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Segmented } from "../../kit/Segmented/Segmented";
import { useWords } from "../../words/words";
import css from "./FullRecord.module.css";

type Language = Settings["language"];

/** Names of languages in their own words: whoever reads one of them finds it. */
const languages: readonly { id: Language; label: string; lang: string }[] = [
  { id: "en", label: "English", lang: "en" },
  { id: "es", label: "Español", lang: "es" },
];

function Made({ made }: { made: FullRecordMade }) {
  const { say } = useWords();
  return (
    <Banner kind="due">
      <b>{say("fullRecord.done", { n: made.parts })}</b>
      <p>
        {say("fullRecord.page")} <span className={css.file}>{made.page}</span>
      </p>
      <p>
        {say("fullRecord.bundle")} <span className={css.file}>{made.bundle}</span>
      </p>
      {0 < made.stays && <p>{say("fullRecord.stays", { n: made.stays })}</p>}
      {0 < made.noPhoto && <p>{say("fullRecord.missing", { n: made.noPhoto })}</p>}
      <p>{say("fullRecord.then")}</p>
    </Banner>
  );
}

export function FullRecord({ member }: { member: Pick<Member, "member" | "languages"> }) {
  const { say } = useWords();
  const { tell, busy, failure } = useTell("fullRecord.make");
  const [language, setLanguage] = useState<Language>(
    member.languages[0]?.startsWith("es") ? "es" : "en",
  );
  const [made, setMade] = useState<FullRecordMade>();
  const make = async () => {
    setMade(undefined);
    const told = await tell({ member: member.member, language });
    if ("ok" in told) setMade(told.ok);
  };
  return (
    <div className={css.make}>
      <p className="quiet">{say("fullRecord.why")}</p>
      <Segmented
        label={say("fullRecord.language")}
        options={languages}
        value={language}
        onChange={setLanguage}
      />
      <Button icon={FileDown} isDisabled={busy} onPress={() => void make()}>
        {say("fullRecord.make")}
      </Button>
      <Failed problem={failure} />
      {made && <Made made={made} />}
    </div>
  );
}
