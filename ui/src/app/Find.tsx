// The palette: every member of this satchel, every place, and the words of what was written.
import {
  CircleCheck,
  FileText,
  Flag,
  Footprints,
  ListTodo,
  Lock,
  NotebookPen,
  RefreshCw,
  Settings,
  Sprout,
  Sun,
  User,
  Users,
} from "lucide-react";
import { useContext, useState } from "react";
import type { FoundPerson, FoundWriting } from "../contract/generated";
import { useAsk, useTell } from "../contract/query";
import { useNames } from "../kit/Name/Name";
import { Palette } from "../kit/Palette/Palette";
import { useWords } from "../words/words";
import { UnkeptContext } from "./flush";
import { useNavigation, type Screen } from "./navigation";

const places = [
  { id: "today", icon: Sun },
  { id: "caseload", icon: Users },
  { id: "outreach", icon: Footprints },
  { id: "sync", icon: RefreshCw },
  { id: "settings", icon: Settings },
] as const;

const icons = {
  goal: Flag,
  intervention: CircleCheck,
  task: ListTodo,
  need: Sprout,
  document: FileText,
  note: NotebookPen,
  addendum: NotebookPen,
} as const;

/** Where a piece of writing stands. */
function screenOf({ what, member, visit }: FoundWriting): Screen {
  switch (what) {
    case "goal":
    case "intervention":
    case "task":
    case "need":
      return { at: "plan", member };
    case "document":
      return { at: "member", member, tab: "papers" };
    case "note":
    case "addendum":
      return visit === null ? { at: "member", member } : { at: "visit", member, visit };
  }
}

/** Letters without their accents, so that "dia" finds "día". */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}

export function Find({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { say, moment } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const { tell: lock } = useTell("session.lock");
  const unkept = useContext(UnkeptContext);
  const [text, setText] = useState("");
  const people = useAsk("people.find", { text }, { when: isOpen }).data;
  const written = useAsk("written.find", { text }, { when: isOpen }).data;
  // Both at once: a list that grows under the hand of whoever goes down it would lose her place.
  const data = people && written && { people: people.people, writings: written.writings };
  // Until the core has answered for this text, those found before who still fit.
  const [before, setBefore] = useState<FoundPerson[]>([]);
  if (data && data.people !== before) setBefore(data.people);
  const fits = (label: string) => plain(label).includes(plain(text.trim()));

  const placeItems = [
    ...places.map(({ id, icon }) => ({ id: `place ${id}`, label: say(`place.${id}`), icon })),
    { id: "lock", label: say("find.lock"), icon: Lock },
  ].filter((item) => fits(item.label));
  const peopleItems = (data?.people ?? before.filter((person) => fits(person.name))).map(
    (person) => ({
      id: `member ${person.member}`,
      label: name(person.name),
      hint: [person.age, person.site].filter((part) => part !== null && part !== "").join(" · "),
      icon: User,
    }),
  );

  const writings = data?.writings ?? [];
  const writtenItems = writings.map((writing) => ({
    id: `written ${writing.id}`,
    label: name(writing.name),
    hint: [
      say(`kind.${writing.what}`),
      writing.at === null ? null : moment(writing.at),
      writing.twoAnswers ? say("status.two") : null,
    ]
      .filter((part) => part !== null)
      .join(" · "),
    icon: icons[writing.what],
    excerpt: writing.excerpt,
  }));

  const close = () => {
    setText("");
    onClose();
  };
  const choose = (id: string) => {
    close();
    const place = places.find((each) => id === `place ${each.id}`);
    const writing = writings.find((each) => id === `written ${each.id}`);
    if (place) go({ at: place.id });
    else if (writing) go(screenOf(writing));
    else if (id === "lock") void unkept.flush().then(() => lock({}));
    else go({ at: "member", member: id.slice("member ".length) });
  };

  return (
    <Palette
      label={say("find.label")}
      placeholder={say("find.placeholder")}
      nothing={say("find.nothing")}
      isOpen={isOpen}
      onClose={close}
      text={text}
      onText={setText}
      groups={[
        { id: "people", label: say("find.people"), items: peopleItems },
        { id: "places", label: say("find.places"), items: placeItems },
        { id: "written", label: say("find.written"), items: writtenItems },
      ]}
      onChoose={choose}
    />
  );
}
