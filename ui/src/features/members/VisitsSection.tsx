// Every visit so far, newest first.
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { VisitRow } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Empty } from "../../kit/Empty/Empty";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import type { GlyphKind } from "../../kit/Status/Glyph";
import { Stitch } from "../../kit/Stitch/Stitch";
import { useWords } from "../../words/words";
import { useWhere } from "../visits/VisitFrame";

const pageRows = 20;
/** The core gives no more at once. */
const rowsMax = 500;

function glyph({ status, whereabouts }: VisitRow): GlyphKind {
  if (status.is === "under_way") return "now";
  if (status.is === "not_held") return "declined";
  if (status.is === "planned") return "todo";
  return whereabouts === "at_clinic" ? "done" : "unsent";
}

function Row({ row, onOpen }: { row: VisitRow; onOpen: () => void }) {
  const { say, day, moment } = useWords();
  const where = useWhere();
  const { appointment, status, words, whereabouts } = row;
  const state =
    status.is === "not_held"
      ? say(`notHeldReason.${status.reason}`)
      : status.is === "under_way"
        ? status.draftKeptAt === null
          ? say("member.underWay")
          : say("draft.kept", { when: moment(status.draftKeptAt) })
        : status.is === "planned"
          ? say("member.notBegun")
          : null;
  return (
    <ListRow
      glyph={glyph(row)}
      title={say("visit.line", {
        type: say(`appointmentType.${appointment.type}`),
        when: day(appointment.day),
        where: where(appointment),
      })}
      onOpen={onOpen}
      end={appointment.staff.isYou ? say("plan.you") : appointment.staff.name}
    >
      {[state, words].filter(Boolean).join(". ")}{" "}
      {whereabouts !== "at_clinic" && status.is !== "planned" && <Stitch />}{" "}
      <Asked is={row.twoAnswers} />
    </ListRow>
  );
}

export function VisitsSection({ member }: { member: string }) {
  const { say, today } = useWords();
  const { go } = useNavigation();
  const [limit, setLimit] = useState(pageRows);
  const { data } = useAsk("visits.list", { member, page: { offset: 0, limit } });
  if (!data) return null;
  const ahead = (row: VisitRow) => row.status.is === "planned" && today() <= row.appointment.day;
  const rows = data.rows.filter((row) => !ahead(row));
  return (
    <Section title={say("member.visitsSoFar")}>
      {rows.length === 0 && <Empty title={say("member.noVisits")} />}
      <Rows ruled>
        {rows.map((row) => (
          <Row
            key={row.visit}
            row={row}
            onOpen={() => go({ at: "visit", member, visit: row.visit })}
          />
        ))}
      </Rows>
      {data.rows.length < data.total && limit < rowsMax && (
        <Button onPress={() => setLimit(Math.min(limit * 2, rowsMax))}>
          {say("member.showEarlier")}
        </Button>
      )}
    </Section>
  );
}
