// Signed notes that came from the clinic and are not what was signed. They are not shown; a person has to hear of it.
import type { Sync } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { useWords } from "../../words/words";
import css from "./SyncScreen.module.css";

export function Damaged({ sync: { damaged, overdue } }: { sync: Sync }) {
  const { say } = useWords();
  const known = damaged.filter(({ name }) => name !== "");
  // One banner a screen: what waits for a day comes first.
  if (known.length === 0 || overdue) return null;
  return (
    <div className={css.notice}>
      <Banner kind="due">
        {known.map(({ name, n }) => say("sync.damaged", { name, n })).join(" ")}{" "}
        {say("sync.damagedMore")}
      </Banner>
    </div>
  );
}
