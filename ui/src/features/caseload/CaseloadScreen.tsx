// Everybody this satchel holds, in order of what is due.
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import type { CaseloadFilter, Whose } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Band } from "../../kit/Band/Band";
import { Button } from "../../kit/Button/Button";
import { ChipChoice } from "../../kit/Chips/Chips";
import { Empty } from "../../kit/Empty/Empty";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Segmented } from "../../kit/Segmented/Segmented";
import { useWords } from "../../words/words";
import { MeetButton } from "../members/MeetButton";
import { CaseloadTable } from "./CaseloadTable";
import css from "./CaseloadScreen.module.css";
import { filters, pageSize } from "./filters";

export function CaseloadScreen({ only: opened }: { only: CaseloadFilter }) {
  const { say } = useWords();
  const { go, instead } = useNavigation();
  const { data: session } = useAsk("session.show", {});
  const [whose, setWhose] = useState<Whose>("mine");
  const [offset, setOffset] = useState(0);
  const { data, failure } = useAsk("caseload.list", {
    whose,
    only: opened,
    page: { offset, limit: pageSize },
  });
  const show = (only: CaseloadFilter) => {
    setOffset(0);
    instead({ at: "caseload", only });
  };
  const band = data?.band ?? null;
  const everyone = data?.counts.everyone ?? 0;
  const sentence = [
    say("caseload.people", { n: everyone }),
    whose === "mine" && band ? say("caseload.band", { from: band.from, to: band.to }) : "",
  ].join(" ");

  return (
    <div className={css.screen}>
      <PageHead
        place={say("place.caseload")}
        title={say("place.caseload")}
        sub={
          data && (
            <span className={css.load}>
              <span>{sentence}</span>
              {whose === "mine" && band && (
                <Band value={everyone} from={band.from} to={band.to} label={sentence} />
              )}
            </span>
          )
        }
        actions={
          <>
            {session?.mayBreakGlass && (
              <Button icon={KeyRound} onPress={() => go({ at: "glass" })}>
                {say("glass.button")}
              </Button>
            )}
            <MeetButton />
            <Segmented
              label={say("caseload.whose")}
              labelHidden
              options={[
                { id: "mine", label: say("caseload.mine") },
                { id: "team", label: say("caseload.team") },
              ]}
              value={whose}
              onChange={(next) => {
                setOffset(0);
                setWhose(next);
              }}
            />
          </>
        }
      />
      <Failed problem={failure} />
      {data && (
        <>
          <div className={css.strip}>
            <ChipChoice
              label={say("caseload.show")}
              options={filters(data.counts).map(({ id, count }) => ({
                id,
                count,
                label: say(`caseload.filter.${id}`),
              }))}
              value={opened}
              onChange={show}
            />
            <span className={css.order}>{say("caseload.order")}</span>
          </div>
          {data.people.rows.length === 0 ? (
            <Empty
              title={everyone === 0 ? say("caseload.nobody") : say("caseload.nobodyHere")}
              action={
                everyone === 0 ? null : (
                  <Button onPress={() => show("everyone")}>{say("caseload.showEveryone")}</Button>
                )
              }
            >
              {everyone === 0 ? say("caseload.nobodyMore") : say("caseload.nobodyHereMore")}
            </Empty>
          ) : (
            <CaseloadTable people={data.people} offset={offset} onOffset={setOffset} />
          )}
        </>
      )}
    </div>
  );
}
