// The people to look for: as a list, with large buttons for the field, and what works.
import { useState } from "react";
import { outreachViews, useNavigation, type OutreachViewName } from "../../app/navigation";
import type { OutreachFilter, OutreachList } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { ChipChoice } from "../../kit/Chips/Chips";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Segmented } from "../../kit/Segmented/Segmented";
import { useWords } from "../../words/words";
import { MeetButton } from "../members/MeetButton";
import { useLists } from "./lists";
import css from "./Outreach.module.css";
import { PeopleToFind } from "./PeopleToFind";
import { StreetMode } from "./StreetMode";
import { WhatWorks } from "./WhatWorks";

const pageSize = 100;
const filters = ["to_find", "due", "untried", "not_now", "declined"] as const;

interface Counts {
  counts: OutreachList["counts"];
}

function count({ counts }: Counts, filter: OutreachFilter): number {
  switch (filter) {
    case "to_find":
      return counts.toFind;
    case "due":
      return counts.due;
    case "untried":
      return counts.untried;
    case "not_now":
      return counts.notNow;
    case "declined":
      return counts.declined;
  }
}

function Filters({
  data,
  only,
  onChange,
}: {
  data: Counts;
  only: OutreachFilter;
  onChange: (only: OutreachFilter) => void;
}) {
  const { say } = useWords();
  return (
    <div className={css.strip}>
      <ChipChoice
        label={say("outreach.show")}
        options={filters.map((id) => ({
          id,
          count: count(data, id),
          label: say(`outreach.filter.${id}`),
        }))}
        value={only}
        onChange={onChange}
      />
      <span className={css.order}>{say("outreach.order")}</span>
    </div>
  );
}

function Nobody({ only, onAll }: { only: OutreachFilter; onAll: () => void }) {
  const { say } = useWords();
  return only === "to_find" ? (
    <Empty title={say("outreach.nobody")}>{say("outreach.nobodyMore")}</Empty>
  ) : (
    <Empty
      title={say("outreach.nobodyHere")}
      action={<Button onPress={onAll}>{say("outreach.showEveryone")}</Button>}
    >
      {say("outreach.nobodyHereMore")}
    </Empty>
  );
}

export interface OutreachScreenProps {
  view: OutreachViewName;
  only: OutreachFilter;
  /** Whose buttons are open in the field. */
  member: string | null;
}

export function OutreachScreen({ view, only, member }: OutreachScreenProps) {
  const { say } = useWords();
  const { instead } = useNavigation();
  const [offset, setOffset] = useState(0);
  const lists = useLists();
  const page = { offset, limit: pageSize };
  const { data, failure } = useAsk("outreach.list", { whose: "mine", only, page });
  const show = (next: OutreachFilter) => {
    setOffset(0);
    instead({ at: "outreach", view, only: next });
  };
  const counts = data?.counts;
  const { rows, total } = data?.people ?? { rows: [], total: 0 };
  return (
    <>
      <PageHead
        place={say("place.outreach")}
        title={say("place.outreach")}
        sub={counts && say("outreach.sub", { n: counts.toFind, due: counts.due })}
        actions={<MeetButton after="outreach" />}
      />
      <div className={css.screen}>
        <Segmented
          label={say("outreach.view")}
          labelHidden
          options={outreachViews.map((id) => ({ id, label: say(`outreach.view.${id}`) }))}
          value={view}
          onChange={(next) => instead({ at: "outreach", view: next, only })}
        />
        <Failed problem={failure} />
        {view === "works" && <WhatWorks />}
        {view !== "works" && data && lists && (
          <>
            <Filters data={data} only={only} onChange={show} />
            {rows.length === 0 && <Nobody only={only} onAll={() => show("to_find")} />}
            {0 < rows.length &&
              (view === "list" ? (
                <PeopleToFind rows={rows} lists={lists} />
              ) : (
                <StreetMode rows={rows} lists={lists} open={member} />
              ))}
            {pageSize < total && (
              <div className={css.pages}>
                <Button
                  isDisabled={offset === 0}
                  onPress={() => setOffset(Math.max(0, offset - pageSize))}
                >
                  {say("outreach.before")}
                </Button>
                <Button
                  isDisabled={total <= offset + rows.length}
                  onPress={() => setOffset(offset + pageSize)}
                >
                  {say("outreach.after")}
                </Button>
              </div>
            )}
          </>
        )}
      </div>
    </>
  );
}
