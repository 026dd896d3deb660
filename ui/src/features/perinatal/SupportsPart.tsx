// Community Supports that help most around a birth: suggested where the plan names such a need, asked of the health
// plan by one press. A suggestion says where it comes from.
import type { SupportView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import type { PartProps } from "./SlotsPart";

/** What is suggested first; the rest keeps the order of the list. */
export function suggestedFirst(supports: readonly SupportView[]): SupportView[] {
  return supports.toSorted((one, other) => Number(other.suggested) - Number(one.suggested));
}

export function SupportsPart({ member, course, mayChange }: PartProps) {
  const { say, day } = useWords();
  const both = useBoth();
  const { tell, busy, failure } = useTell("supports.ask");
  const ask = (support: SupportView) =>
    tell({
      member,
      pregnancy: course.id,
      support: support.code,
      what: say("perinatal.supportTask", { what: both(support.label) }),
    });
  return (
    <Section title={say("perinatal.supports")}>
      <Rows ruled>
        {suggestedFirst(course.supports).map((support) => (
          <ListRow
            key={support.code}
            glyph={support.asked === null ? (support.suggested ? "due" : "todo") : "done"}
            title={both(support.label)}
            end={
              support.asked !== null
                ? say("perinatal.supportAsked", { day: day(support.asked) })
                : mayChange && (
                    <Button
                      size="sm"
                      kind={support.suggested ? "plain" : "bare"}
                      isDisabled={busy}
                      aria-label={`${say("perinatal.supportAsk")}: ${both(support.label)}`}
                      onPress={() => void ask(support)}
                    >
                      {say("perinatal.supportAsk")}
                    </Button>
                  )
            }
          >
            {say(support.suggested ? "perinatal.supportSuggested" : "perinatal.supportOther", {
              source: support.source,
            })}
          </ListRow>
        ))}
      </Rows>
      <Failed problem={failure} />
    </Section>
  );
}
