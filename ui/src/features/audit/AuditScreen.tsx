// Who looked at what, for those who watch over it. The clinic is asked each time, and keeps that it was.
import { useState } from "react";
import { useNavigation, type AuditView } from "../../app/navigation";
import {
  allAuditAction,
  type AuditAction,
  type AuditLine,
  type AuditStaff,
} from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { useNames } from "../../kit/Name/Name";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { Table, type TableColumn } from "../../kit/Table/Table";
import { useWords } from "../../words/words";
import { GlassList } from "../glass/GlassList";
import css from "./AuditScreen.module.css";
import { actionWord, dayBegins, dayEnds, kindWord } from "./lines";

const pageSize = 50;
const all = "all";

interface Filter {
  staff: string;
  action: AuditAction | typeof all;
  from: string;
  to: string;
}

const everything: Filter = { staff: all, action: all, from: "", to: "" };

interface FiltersProps {
  filter: Filter;
  people: readonly AuditStaff[];
  onChange: (part: Partial<Filter>) => void;
}

function Filters({ filter, people, onChange }: FiltersProps) {
  const { say } = useWords();
  return (
    <div className={css.filters}>
      <Select
        label={say("audit.column.who")}
        options={[
          { id: all, label: say("audit.everybody") },
          ...people.map(({ staff, name }) => ({ id: staff, label: name })),
        ]}
        value={filter.staff}
        onChange={(staff) => onChange({ staff })}
      />
      <Select
        label={say("audit.what")}
        options={[
          { id: all, label: say("audit.all") },
          ...allAuditAction.map((id) => ({ id, label: say(`audit.action.${id}`) })),
        ]}
        value={filter.action}
        onChange={(action) => onChange({ action })}
      />
      <DayField
        label={say("audit.from")}
        value={filter.from}
        onChange={(from) => onChange({ from })}
      />
      <DayField label={say("audit.to")} value={filter.to} onChange={(to) => onChange({ to })} />
    </div>
  );
}

type Col = "at" | "who" | "action" | "kind" | "name" | "computer";

function Lines({ rows }: { rows: readonly AuditLine[] }) {
  const { say, moment } = useWords();
  const names = useNames();
  const { go } = useNavigation();
  const columns: TableColumn<Col>[] = (
    ["at", "who", "action", "kind", "name", "computer"] as const
  ).map((id) => ({
    id,
    label: say(`audit.column.${id}`),
    ...(id === "computer" ? { hide: "tablet" as const } : {}),
  }));
  const who = (row: AuditLine) => row.who || say("audit.nobody");
  const cell = (row: AuditLine, column: Col): string => {
    switch (column) {
      case "at":
        return moment(row.at);
      case "who":
        return who(row);
      case "action":
        return row.refused
          ? `${say(actionWord(row))} (${say("audit.refused")})`
          : say(actionWord(row));
      case "kind":
        return row.count === null
          ? say(kindWord(row.kind))
          : `${say(kindWord(row.kind))} (${row.count})`;
      case "name":
        return row.name && names.name(row.name);
      case "computer":
        return row.computer;
    }
  };
  return (
    <Table
      label={say("place.audit")}
      columns={columns}
      rows={rows}
      rowId={(row) => row.place}
      rowText={(row) => `${who(row)} ${say(actionWord(row))}`}
      cell={cell}
      onOpen={(row) => {
        if (row.member) go({ at: "audit", member: row.member, name: row.name });
      }}
    />
  );
}

function Looked({ member }: { member: string | null }) {
  const { say } = useWords();
  const [filter, setFilter] = useState(everything);
  const [offset, setOffset] = useState(0);
  const { data, failure } = useAsk("audit.list", {
    staff: filter.staff === all ? null : filter.staff,
    member,
    action: filter.action === all ? null : filter.action,
    from: dayBegins(filter.from),
    until: dayEnds(filter.to),
    page: { offset, limit: pageSize },
  });
  const change = (part: Partial<Filter>) => {
    setOffset(0);
    setFilter((before) => ({ ...before, ...part }));
  };
  return (
    <>
      <Filters filter={filter} people={data?.people ?? []} onChange={change} />
      <Failed problem={failure} />
      {data?.rows.length === 0 && (
        <Empty title={say("audit.noOne")}>{say("audit.noOneMore")}</Empty>
      )}
      {data && 0 < data.rows.length && <Lines rows={data.rows} />}
      {data && (
        <div className={css.foot}>
          <Button
            size="sm"
            isDisabled={offset === 0}
            onPress={() => setOffset(Math.max(0, offset - pageSize))}
          >
            {say("audit.newer")}
          </Button>
          <Button size="sm" isDisabled={!data.more} onPress={() => setOffset(offset + pageSize)}>
            {say("audit.older")}
          </Button>
        </div>
      )}
    </>
  );
}

export interface AuditScreenProps {
  member: string | null;
  name: string;
  view: AuditView;
}

export function AuditScreen({ member, name, view }: AuditScreenProps) {
  const { say } = useWords();
  const names = useNames();
  const { go, instead } = useNavigation();
  return (
    <>
      <PageHead
        place={say("place.audit")}
        title={member ? say("audit.onlyHer", { name: names.name(name) }) : say("place.audit")}
        sub={say(view === "opened" ? "glass.listSub" : "audit.sub")}
        actions={
          member ? (
            <Button onPress={() => go({ at: "audit" })}>{say("audit.whole")}</Button>
          ) : (
            <Segmented
              label={say("audit.view")}
              labelHidden
              options={[
                { id: "looked", label: say("audit.view.looked") },
                { id: "opened", label: say("audit.view.opened") },
              ]}
              value={view}
              onChange={(next) => instead({ at: "audit", view: next })}
            />
          )
        }
      />
      {view === "opened" && !member ? <GlassList /> : <Looked member={member} />}
    </>
  );
}
