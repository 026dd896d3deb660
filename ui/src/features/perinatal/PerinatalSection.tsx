// A member's pregnancies: the line, what is due, the babies, who else helps.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import type { Member, PerinatalView, PregnancyCourse } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Link } from "../../kit/Link/Link";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { useWords, type Words } from "../../words/words";
import { systemName } from "../members/systemName";
import { useWidth } from "../members/useWidth";
import { BesidePart } from "./BesidePart";
import { EndForm } from "./EndForm";
import { GestationalLine } from "./GestationalLine";
import { GroupsPart } from "./GroupsPart";
import { InfantsPart } from "./InfantsPart";
import { Key } from "./Key";
import css from "./Perinatal.module.css";
import { PregnancyForm } from "./PregnancyForm";
import { endWords } from "./say";
import { DuePart, InOrderPart } from "./SlotsPart";
import { SupportsPart } from "./SupportsPart";

/** A picture narrower than this says nothing: then there is the list alone. */
const pictureMin = 620;

interface PartProps {
  member: Member;
  course: PregnancyCourse;
  mayChange: boolean;
}

/** What is known of it, in a few sentences. */
function facts(words: Words, course: PregnancyCourse): string[] {
  const { say, fullDay } = words;
  const { dating, births, babies, end, source } = course;
  return [
    dating && !end
      ? say("perinatal.dueOnHow", {
          day: fullDay(dating.due),
          how: say(`datingMethod.${dating.method}`),
        })
      : "",
    end ? `${endWords(words, course)}.` : "",
    births ? say("perinatal.gravida", { ...births }) : "",
    babies !== null && !course.quiet ? say("perinatal.babies", { n: babies }) : "",
    source === "" ? "" : say("perinatal.from", { system: systemName(source) }),
  ].filter((sentence) => sentence !== "");
}

/** What nobody has written down, and has to be asked before anything else. */
function asks({ say, fullDay }: Words, course: PregnancyCourse): string {
  const { phase, dating, end, endedElsewhere } = course;
  if (end) return "";
  if (endedElsewhere) return say("perinatal.endedElsewhere", { day: fullDay(endedElsewhere) });
  if (phase === "unwritten") return say("perinatal.unwritten");
  if (!dating) return say("perinatal.undated");
  return dating.method === "unknown" ? say("perinatal.howAsk") : "";
}

function Head({ member, course, mayChange }: PartProps) {
  const words = useWords();
  const { say } = words;
  const { name } = useNames();
  const { go } = useNavigation();
  const [open, setOpen] = useState<"edit" | "end" | null>(null);
  const close = () => setOpen(null);
  const asked = asks(words, course);
  return (
    <>
      <p className={css.facts}>
        {facts(words, course).join(" ")} <Asked is={course.twoAnswers} />
      </p>
      {asked !== "" && <Banner kind="due">{asked}</Banner>}
      {course.quiet && <Banner kind="quiet">{say("perinatal.quiet")}</Banner>}
      <div className={css.acts}>
        <Button onPress={() => go({ at: "show", member: member.member, what: "pregnancy" })}>
          {say("perinatal.show", { name: name(member.firstName) })}
        </Button>
        {mayChange && open === null && (
          <>
            <Button onPress={() => setOpen("edit")}>{say("perinatal.edit")}</Button>
            <Button onPress={() => setOpen("end")}>
              {say(course.end ? "perinatal.endChange" : "perinatal.end")}
            </Button>
          </>
        )}
      </div>
      {open === "edit" && <PregnancyForm member={member.member} course={course} onClose={close} />}
      {open === "end" && <EndForm member={member.member} course={course} onClose={close} />}
    </>
  );
}

function Picture({ course }: { course: PregnancyCourse }) {
  const { today } = useWords();
  const [watch, width] = useWidth();
  return (
    <figure ref={watch} className={css.figure}>
      {pictureMin <= width && (
        <>
          <GestationalLine course={course} width={width} today={today()} />
          <Key />
        </>
      )}
    </figure>
  );
}

function Course({
  member,
  course,
  mayChange,
  services,
}: PartProps & Pick<PerinatalView, "services">) {
  const part = { member: member.member, course, mayChange };
  const isOver = course.phase === "over";
  const hasBabies = course.infants.length > 0 || course.end?.what === "live_birth";
  return (
    <>
      <Head member={member} course={course} mayChange={mayChange} />
      {(course.dating ?? course.end) && <Picture course={course} />}
      <div className={css.two}>
        <DuePart {...part} />
        <BesidePart {...part} services={services} />
      </div>
      {hasBabies && <InfantsPart {...part} />}
      <div className={css.two}>
        {0 < course.groups.length && <GroupsPart {...part} />}
        {!isOver && <SupportsPart {...part} />}
      </div>
      <InOrderPart {...part} />
    </>
  );
}

function Earlier({ courses }: { courses: readonly PregnancyCourse[] }) {
  const words = useWords();
  const { say, fullDay } = words;
  if (courses.length === 0) return null;
  return (
    <Section title={say("perinatal.earlier")}>
      <ul className={css.plain}>
        {courses.map((course) => (
          <li key={course.id}>
            {course.end
              ? endWords(words, course)
              : course.endedElsewhere
                ? fullDay(course.endedElsewhere)
                : say("perinatal.undated")}{" "}
            <Asked is={course.twoAnswers} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Mothers({ mothers }: Pick<PerinatalView, "mothers">) {
  const { say } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  return mothers.map((mother) => (
    <p key={mother.member}>
      <Link
        kind="title"
        onPress={() => go({ at: "member", member: mother.member, tab: "pregnancy" })}
      >
        {say("perinatal.mother", { name: name(mother.name) })}
      </Link>
    </p>
  ));
}

export function PerinatalSection({ member }: { member: Member }) {
  const { say } = useWords();
  const [adding, setAdding] = useState(false);
  const { data: all, failure } = useAsk("perinatal.show", { member: member.member });
  if (!all) return <Failed problem={failure} />;
  const { pregnancies, mayChange, mothers, services } = all;
  const [course, ...earlier] = pregnancies;
  const lasts = course && (course.phase === "pregnant" || course.phase === "unwritten");
  const open = lasts && !course.end && !course.endedElsewhere;
  const close = () => setAdding(false);
  return (
    <div className={css.section}>
      <Mothers mothers={mothers} />
      {!course && !adding && (
        <Section title={say("member.tab.pregnancy")}>
          <p className="quiet">{say("perinatal.none")}</p>
        </Section>
      )}
      {course && (
        <Course
          key={course.id}
          member={member}
          course={course}
          mayChange={mayChange}
          services={services}
        />
      )}
      <Earlier courses={earlier} />
      {adding && <PregnancyForm member={member.member} course={null} onClose={close} />}
      {mayChange && !open && !adding && (
        <div>
          <Button kind={course ? "bare" : "plain"} icon={Plus} onPress={() => setAdding(true)}>
            {say(course ? "perinatal.another" : "perinatal.add")}
          </Button>
        </div>
      )}
    </div>
  );
}
