// The areas under their headings, each with how it stands. On a narrow screen they are one list to choose from.
import type { AreaStanding, ComprehensiveSheet } from "../../contract/generated";
import { Select } from "../../kit/Select/Select";
import { Glyph, type GlyphKind } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "./AreaNav.module.css";
import { countSaid, isSaid, theEnd, type AreaForm, type ComprehensiveForm } from "./comprehensive";

export const standingGlyph: Record<AreaStanding, GlyphKind> = {
  assessed: "now",
  no_need: "noNeed",
  declined: "declined",
  deferred: "later",
};

function glyphOf(said: AreaForm | undefined): GlyphKind {
  return said?.stands && isSaid(said) ? standingGlyph[said.stands] : "todo";
}

interface NavProps {
  sheet: ComprehensiveSheet;
  form: ComprehensiveForm;
  onGo: (at: string) => void;
}

function Group({ group, label, sheet, form, onGo }: NavProps & { group: string; label: string }) {
  const { say } = useWords();
  const both = useBoth();
  const areas = sheet.areas.filter((each) => each.group === group);
  const said = (area: string) => form.areas.find((each) => each.area === area);
  const here = areas.some(({ area }) => area === form.at);
  const all = areas.flatMap(({ area }) => said(area) ?? []);
  const count = say("comprehensive.some", { n: countSaid(all), of: areas.length });
  const [first] = areas;
  return (
    <li className={css.group} data-open={here || undefined}>
      <button
        type="button"
        className={css.head}
        aria-expanded={here}
        onClick={() => first && onGo(areas.find(({ area }) => !isOpen(area))?.area ?? first.area)}
      >
        <b>{label}</b> <span>{count}</span>
      </button>
      {here && (
        <ul>
          {areas.map(({ area, label: name }) => (
            <li key={area}>
              <button
                type="button"
                className={css.area}
                aria-current={area === form.at ? "step" : undefined}
                onClick={() => onGo(area)}
              >
                <Glyph kind={glyphOf(said(area))} />
                <span>
                  {both(name)}
                  <span className="sr">, {standingWord(said(area))}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );

  function isOpen(area: string): boolean {
    const answer = said(area);
    return answer !== undefined && isSaid(answer);
  }

  function standingWord(answer: AreaForm | undefined): string {
    return answer?.stands && isSaid(answer)
      ? say(`areaStanding.${answer.stands}`)
      : say("comprehensive.open");
  }
}

export function AreaNav({ sheet, form, onGo }: NavProps) {
  const { say } = useWords();
  const both = useBoth();
  const mark = (area: string) => {
    const said = form.areas.find((each) => each.area === area);
    return said?.stands && isSaid(said) ? say(`areaStanding.${said.stands}`) : "";
  };
  const options = sheet.areas.map(({ area, label }) => ({
    id: area,
    label: both(label),
    hint: mark(area),
  }));
  return (
    <>
      <nav className={css.nav} aria-label={say("comprehensive.areas")}>
        <ul>
          {sheet.groups.map(({ group, label }) => (
            <Group
              key={group}
              group={group}
              label={both(label)}
              sheet={sheet}
              form={form}
              onGo={onGo}
            />
          ))}
          <li className={css.group}>
            <button
              type="button"
              className={css.head}
              aria-current={form.at === theEnd ? "step" : undefined}
              onClick={() => onGo(theEnd)}
            >
              <b>{say("comprehensive.end")}</b>
            </button>
          </li>
        </ul>
      </nav>
      <div className={css.narrow}>
        <Select
          label={say("comprehensive.areas")}
          options={[...options, { id: theEnd, label: say("comprehensive.end") }]}
          value={form.at}
          onChange={onGo}
        />
      </div>
    </>
  );
}
