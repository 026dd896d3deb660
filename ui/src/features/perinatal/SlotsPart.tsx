// What is due, and everything on the line in its order: the same as the picture, in words, and the place to write down
// how each thing stands.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { PregnancyCourse, SlotView } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import { CareForm } from "./CareForm";
import { inOrder } from "./line";
import { slotName, slotWhen } from "./say";

export interface PartProps {
  member: string;
  course: PregnancyCourse;
  mayChange: boolean;
}

const glyphs: Record<SlotView["state"], GlyphKind> = {
  done: "done",
  missed: "declined",
  declined: "declined",
  arranged: "todo",
  ask: "due",
  due: "due",
  late: "late",
  later: "todo",
  passed: "unknown",
};

function SlotRow({ slot, part, onOpen }: { slot: SlotView; part: PartProps; onOpen: () => void }) {
  const words = useWords();
  const { say } = words;
  const both = useBoth();
  const { go } = useNavigation();
  const { member, course, mayChange } = part;
  const { instrument } = slot;
  const asks = mayChange && slot.presses && instrument !== null;
  return (
    <ListRow
      glyph={glyphs[slot.state]}
      title={slotName(words, both, slot, course.infants)}
      {...(mayChange && instrument === null ? { onOpen } : {})}
      end={
        asks ? (
          <Button size="sm" onPress={() => go({ at: "assessment", member, instrument })}>
            {say("perinatal.askNow")}
          </Button>
        ) : (
          say(`slotState.${slot.state}`)
        )
      }
    >
      {slotWhen(words, slot)}
      {slot.words !== "" && `. ${slot.words}`} <Asked is={slot.twoAnswers} />
    </ListRow>
  );
}

function Slots({ slots, part }: { slots: readonly SlotView[]; part: PartProps }) {
  const [open, setOpen] = useState<string | null>(null);
  const key = (slot: SlotView) => `${slot.item} ${slot.about}`;
  return (
    <Rows ruled>
      {slots.map((slot) =>
        open === key(slot) ? (
          <li key={key(slot)}>
            <CareForm
              member={part.member}
              course={part.course}
              slot={slot}
              onClose={() => setOpen(null)}
            />
          </li>
        ) : (
          <SlotRow key={key(slot)} slot={slot} part={part} onOpen={() => setOpen(key(slot))} />
        ),
      )}
    </Rows>
  );
}

/** What somebody has to do now. */
export function DuePart(part: PartProps) {
  const { say } = useWords();
  const { slots, phase } = part.course;
  const due = slots.filter(({ presses }) => presses);
  if (phase === "over") return null;
  return (
    <Section title={say("perinatal.due")}>
      {due.length === 0 ? (
        <p className="quiet">{say("perinatal.nothingDue")}</p>
      ) : (
        <Slots slots={due} part={part} />
      )}
    </Section>
  );
}

/** The whole line in words. */
export function InOrderPart(part: PartProps) {
  const { say } = useWords();
  const rest = inOrder(part.course.slots);
  if (rest.length === 0) return null;
  return (
    <Section title={say("perinatal.inOrder")}>
      <Slots slots={rest} part={part} />
    </Section>
  );
}
