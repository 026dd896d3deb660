// What is known already, and from where.
import type { Sheet } from "../../contract/generated";
import { Status } from "../../kit/Status/Status";
import { useWords } from "../../words/words";

export function KnownLine({ sheet }: { sheet: Sheet }) {
  const { say, moment } = useWords();
  const [first] = sheet.known;
  if (!first) return null;
  return (
    <Status kind="outside">
      {say("assess.known", {
        n: sheet.known.length,
        short: first.short,
        when: moment(first.at),
        by: first.signature,
      })}
    </Status>
  );
}
