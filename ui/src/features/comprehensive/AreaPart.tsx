// One area: what to ask, what is known already, how it stands, and what was found.
import { ArrowRight, Undo2 } from "lucide-react";
import {
  allAreaStanding,
  type AreaStanding,
  type AreaView,
  type ComprehensiveSheet,
} from "../../contract/generated";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { TextArea } from "../../kit/Field/TextArea";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { addDays } from "../../words/dates";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import css from "./Comprehensive.module.css";
import { isSaid, type AreaForm } from "./comprehensive";
import { KnownFacts } from "./KnownFacts";

export interface AreaPartProps {
  sheet: ComprehensiveSheet;
  area: AreaView;
  said: AreaForm;
  onSay: (part: Partial<AreaForm>) => void;
  onStand: (stands: AreaStanding) => void;
  onBlur: () => void;
  onBack: (() => void) | undefined;
  onNext: () => void;
}

/** Days that are one press away. */
const laterChoices = [14, 30, 90] as const;

function Until({ sheet, said, onSay }: AreaPartProps) {
  const { say } = useWords();
  const wrong = said.until !== "" && said.until <= sheet.today;
  return (
    <div className={css.until}>
      <DayField
        label={say("comprehensive.until")}
        error={wrong ? say("comprehensive.untilAhead") : undefined}
        value={said.until}
        onChange={(until) => onSay({ until })}
      />
      <div className={css.quick}>
        {laterChoices.map((days) => (
          <Button
            key={days}
            size="sm"
            pressed={said.until === addDays(sheet.today, days)}
            onPress={() => onSay({ until: addDays(sheet.today, days) })}
          >
            {say("comprehensive.inDays", { n: days })}
          </Button>
        ))}
      </div>
    </div>
  );
}

function LastTime({ area: { last }, onSay, said }: AreaPartProps) {
  const { say, fullDay } = useWords();
  if (!last || said.stands !== null) return null;
  const stood = say(`areaStanding.${last.stands}`);
  const again = () => onSay({ stands: last.stands, findings: last.findings });
  return (
    <div className={css.last}>
      <p>
        {say("comprehensive.last", { day: fullDay(last.on), stood })} {last.findings}
      </p>
      {last.stands !== "deferred" && (
        <Button size="sm" onPress={again}>
          {say("comprehensive.stillSo")}
        </Button>
      )}
    </div>
  );
}

export function AreaPart(props: AreaPartProps) {
  const { area, said, onSay, onStand, onBlur, onBack, onNext } = props;
  const { say } = useWords();
  const both = useBoth();
  const { stands } = said;
  const words = stands === null ? "findings" : stands;
  const missing = stands === "assessed" && !isSaid(said);
  return (
    <>
      <div className={css.part}>
        <div>
          <h2>{both(area.label)}</h2>
          <p className={css.ask}>{both(area.ask)}</p>
        </div>
        <KnownFacts area={area} said={said} onSay={onSay} />
        <LastTime {...props} />
        <RadioTiles
          label={say("comprehensive.stands")}
          labelHidden
          options={allAreaStanding.map((id) => ({
            id,
            label: say(`areaStanding.${id}`),
            sub: say(`comprehensive.means.${id}`),
          }))}
          value={stands}
          onChange={onStand}
        />
        {stands === "deferred" && <Until {...props} />}
        {stands !== null && (
          <TextArea
            label={say(`comprehensive.words.${words}`)}
            hint={missing ? say("comprehensive.wordsOrFact") : undefined}
            rows={2}
            value={said.findings}
            onChange={(findings) => onSay({ findings })}
            onBlur={onBlur}
          />
        )}
      </div>
      <div className={css.foot}>
        <p>
          {say("comprehensive.keys")}
          {!area.published && ` ${say("comprehensive.toConfirm")}`}
        </p>
        {onBack && (
          <Button size="lg" icon={Undo2} onPress={onBack}>
            {say("visit.back")}
          </Button>
        )}
        <Button kind="go" size="lg" iconEnd={ArrowRight} onPress={onNext}>
          {say("assess.next")}
        </Button>
      </div>
    </>
  );
}
