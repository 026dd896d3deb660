// For a laptop that will see no network: everything the clinic has not got, in a file to be carried there.
import { useState } from "react";
import type { HandedOver } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { useWords } from "../../words/words";
import css from "./HandOver.module.css";

export function HandOver() {
  const { say, list } = useWords();
  const { tell, busy, failure } = useTell("sync.handOver");
  const [handed, setHanded] = useState<HandedOver>();
  const handOver = async () => {
    const told = await tell({});
    if ("ok" in told) setHanded(told.ok);
  };
  const inside = [];
  if (handed && 0 < handed.changes) inside.push(say("handOver.changes", { n: handed.changes }));
  if (handed && 0 < handed.pictures) inside.push(say("handOver.pictures", { n: handed.pictures }));
  if (handed && 0 < handed.drafts) inside.push(say("handOver.drafts", { n: handed.drafts }));
  if (handed && 0 < handed.looks) inside.push(say("handOver.looks", { n: handed.looks }));
  return (
    <div className={css.handOver}>
      <p className="quiet sm">{say("handOver.why")}</p>
      <Button size="sm" isDisabled={busy} onPress={() => void handOver()}>
        {say("handOver.do")}
      </Button>
      <Failed problem={failure} />
      {handed && (
        <Banner kind="quiet">
          <p>{say("handOver.done", { what: list(inside) })}</p>
          <p className={css.file}>{handed.file}</p>
          <p>{say("handOver.then")}</p>
        </Banner>
      )}
    </div>
  );
}
