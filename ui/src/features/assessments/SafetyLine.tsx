// What was done about danger stays on the sheet until its end.
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";
import type { SheetForm } from "./sheet";

export function SafetyLine({ form }: { form: SheetForm }) {
  const { say, time } = useWords();
  return form.safety.map(({ rule, act, at }) => (
    <Status key={rule} kind="safety">
      {say("assess.safetyDone", { act: say(`safetyAct.${act}`), when: time(at) })}
    </Status>
  ));
}
