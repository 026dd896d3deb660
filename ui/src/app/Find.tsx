// The palette: every member of this satchel, every place.
import { Lock, RefreshCw, Settings, Sun, User, Users } from "lucide-react";
import { useContext, useState } from "react";
import type { FoundPerson } from "../contract/generated";
import { useAsk, useTell } from "../contract/query";
import { useNames } from "../kit/Name/Name";
import { Palette } from "../kit/Palette/Palette";
import { useWords } from "../words/words";
import { UnkeptContext } from "./flush";
import { useNavigation } from "./navigation";

const places = [
  { id: "today", icon: Sun },
  { id: "caseload", icon: Users },
  { id: "sync", icon: RefreshCw },
  { id: "settings", icon: Settings },
] as const;

/** Letters without their accents, so that "dia" finds "día". */
function plain(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{Mn}/gu, "")
    .toLowerCase();
}

export function Find({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { say } = useWords();
  const { name } = useNames();
  const { go } = useNavigation();
  const { tell: lock } = useTell("session.lock");
  const unkept = useContext(UnkeptContext);
  const [text, setText] = useState("");
  const { data } = useAsk("people.find", { text }, { when: isOpen });
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

  const close = () => {
    setText("");
    onClose();
  };
  const choose = (id: string) => {
    close();
    const place = places.find((each) => id === `place ${each.id}`);
    if (place) go({ at: place.id });
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
      ]}
      onChoose={choose}
    />
  );
}
