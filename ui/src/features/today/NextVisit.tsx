// The next door, opened up: what to know before knocking, and the two ways in.
import { ArrowRight } from "lucide-react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { TodayVisit } from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { Name } from "../../kit/Name/Name";
import { Status } from "../../kit/Status/Status";
import { dueGlyph, dueSentence } from "../../words/due";
import { languageName } from "../../words/languages";
import { useWords } from "../../words/words";
import css from "./DayLine.module.css";
import { minutesUntil } from "./line";

export function NextWhen({ visit, now }: { visit: TodayVisit; now: number }) {
  const { say } = useWords();
  if (visit.status.is === "under_way") return <small>{say("status.now")}</small>;
  const { time } = visit.appointment;
  if (time === null) return null;
  const away = minutesUntil(time, now);
  if (away < -90 || 90 < away) return null;
  return <small>{away < 0 ? say("today.ago", { n: -away }) : say("today.in", { n: away })}</small>;
}

export function NextVisit({ visit, where }: { visit: TodayVisit; where: string }) {
  const words = useWords();
  const { say, locale } = words;
  const { go } = useNavigation();
  const { appointment, door, dangers, voicemail } = visit;
  const underWay = visit.status.is === "under_way";
  const what = [
    appointment.type === "visit" ? "" : say(`appointmentType.${appointment.type}`),
    appointment.modality === "in_person" ? "" : say(`modality.${appointment.modality}`),
  ]
    .filter(Boolean)
    .join(", ");
  const about = [
    visit.age === null ? null : String(visit.age),
    visit.language === null ? null : languageName(locale, visit.language),
  ].filter(Boolean);
  return (
    <section className={css.card} aria-labelledby="next">
      <div className={css.who}>
        <h2 id="next">
          <Name>{visit.name}</Name>
        </h2>
        <span className="quiet">{about.join(" · ")}</span>
        <Asked is={visit.twoAnswers} />
      </div>
      <dl className={css.facts}>
        {what !== "" && (
          <>
            <dt>{say("today.what")}</dt>
            <dd>{what}</dd>
          </>
        )}
        <dt>{say("today.where")}</dt>
        <dd>
          {appointment.whereWords ||
            (door === "" ? where : say(`meetingPlace.${appointment.place}`))}
        </dd>
        {(door !== "" || voicemail === "never") && (
          <>
            <dt>{say("today.door")}</dt>
            <dd>
              <b>{door}</b> {voicemail === "never" && say("voicemail.never")}
            </dd>
          </>
        )}
        {dangers !== "" && (
          <>
            <dt>{say("today.dangers")}</dt>
            <dd>
              <Status kind="safety">{dangers}</Status>
            </dd>
          </>
        )}
        {0 < visit.due.length && (
          <>
            <dt>{say("today.due")}</dt>
            <dd className={css.dues}>
              {visit.due.map((due) => (
                <Status
                  key={`${due.what} ${due.words} ${due.label?.en ?? ""} ${due.by}`}
                  kind={dueGlyph(due)}
                >
                  {dueSentence(words, due)}
                </Status>
              ))}
            </dd>
          </>
        )}
      </dl>
      <div className={css.acts}>
        <Button
          kind="go"
          iconEnd={ArrowRight}
          onPress={() => go({ at: "visit", member: visit.member, visit: visit.visit })}
        >
          {underWay ? say("today.goOn") : say("today.openVisit")}
        </Button>
        <Button onPress={() => go({ at: "member", member: visit.member })}>
          {say("today.openRecord")}
        </Button>
      </div>
    </section>
  );
}
