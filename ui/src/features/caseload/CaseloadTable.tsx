// The table: who, why, how they are, when we met, what is due.
import { useNavigation } from "../../app/navigation";
import type { CaseloadRow, Paged } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { useNames } from "../../kit/Name/Name";
import { RhythmKey } from "../../kit/RhythmBars/RhythmBars";
import { Glyph } from "../../kit/Status/Glyph";
import { Table, type TableColumn } from "../../kit/Table/Table";
import { useWords } from "../../words/words";
import { CaseloadCell, type CaseloadColumn } from "./CaseloadCell";
import css from "./CaseloadTable.module.css";
import { pageSize } from "./filters";

export interface CaseloadTableProps {
  people: Paged<CaseloadRow>;
  offset: number;
  onOffset: (offset: number) => void;
}

const keys = ["in_person", "remote", "tried"] as const;

function Foot({ people, offset, onOffset }: CaseloadTableProps) {
  const { say } = useWords();
  const last = offset + people.rows.length;
  return (
    <div className={css.foot}>
      {keys.map((contact) => (
        <span key={contact} className={css.key}>
          <RhythmKey contact={contact} />
          {say(`rhythm.${contact}`)}
        </span>
      ))}
      <span className={css.unsent}>
        <Glyph kind="unsent" />
        {say("rhythm.unsent")}
      </span>
      <span className={css.count}>
        {people.total <= pageSize
          ? say("caseload.count", { n: people.total })
          : say("caseload.page", { from: offset + 1, to: last, n: people.total })}
      </span>
      {pageSize < people.total && (
        <>
          <Button
            size="sm"
            isDisabled={offset === 0}
            onPress={() => onOffset(Math.max(0, offset - pageSize))}
          >
            {say("caseload.before")}
          </Button>
          <Button
            size="sm"
            isDisabled={people.total <= last}
            onPress={() => onOffset(offset + pageSize)}
          >
            {say("caseload.after")}
          </Button>
        </>
      )}
    </div>
  );
}

export function CaseloadTable(props: CaseloadTableProps) {
  const { say } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const columns: TableColumn<CaseloadColumn>[] = [
    { id: "person", label: say("caseload.person") },
    { id: "population", label: say("caseload.population"), hide: "narrow" },
    { id: "risk", label: say("caseload.risk"), hide: "tablet" },
    { id: "contact", label: say("caseload.contact") },
    { id: "rhythm", label: say("caseload.rhythm") },
    { id: "due", label: say("caseload.due") },
    { id: "age", label: say("caseload.planAge"), align: "end", hide: "tablet" },
    { id: "site", label: say("caseload.site"), hide: "tablet" },
  ];
  return (
    <>
      <div className={css.scroll}>
        <Table
          label={say("place.caseload")}
          columns={columns}
          rows={props.people.rows}
          rowId={(row) => row.member}
          rowText={(row) => name(row.name)}
          cell={(row, column) => <CaseloadCell row={row} column={column} />}
          onOpen={(row) => go({ at: "member", member: row.member })}
        />
      </div>
      <Foot {...props} />
    </>
  );
}
