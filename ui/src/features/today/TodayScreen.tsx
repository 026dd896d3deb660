// The day as a line, the next door opened up, and beside it what comes first.
import { useNow } from "../../app/useNow";
import type { Today } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { useWords, type Words } from "../../words/words";
import { MeetButton } from "../members/MeetButton";
import { Lease } from "../sync/Lease";
import { Nudge } from "../sync/Nudge";
import { DayLine } from "./DayLine";
import { First, needsFirst } from "./First";
import { News } from "./News";
import { ToDos } from "./ToDos";
import css from "./TodayScreen.module.css";

/** "Five people today. Two things need you first." */
function summary({ say }: Words, today: Today): string {
  const people = new Set(today.visits.map((visit) => visit.member)).size;
  const first = needsFirst(today);
  return [say("today.people", { n: people }), first === 0 ? "" : say("today.first", { n: first })]
    .join(" ")
    .trim();
}

export function TodayScreen() {
  const words = useWords();
  const now = useNow();
  const { data: today, failure } = useAsk("today.show", {});
  return (
    <>
      <PageHead
        place={words.say("place.today")}
        title={words.titleDay(today?.day ?? words.today())}
        sub={today && summary(words, today)}
        actions={<MeetButton />}
      />
      <Failed problem={failure} />
      <Nudge />
      <Lease />
      {today && (
        <div className={css.cols}>
          <DayLine today={today} now={now} />
          <div className={css.side}>
            <First today={today} />
            <ToDos today={today} />
            <News today={today} />
          </div>
        </div>
      )}
    </>
  );
}
