// One question in the published wording, and large answers. Number keys answer and go on.
import { useEffect, useRef } from "react";
import type { Absent, ItemView } from "../../contract/generated";
import { allAbsent } from "../../contract/generated";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { RadioTiles } from "../../kit/RadioTiles/RadioTiles";
import { Status } from "../../kit/Status/Status";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import css from "./Assessment.module.css";
import { Foot } from "./Foot";
import { SafetyLine } from "./SafetyLine";
import { answerTo, choose, withAnswer } from "./sheet";
import type { SheetPart } from "./SheetDesk";

type Part = SheetPart & { item: ItemView };

function Several({ item, form, put }: Part) {
  const chosen = answerTo(form, item.item)?.codes ?? [];
  return (
    <div className={css.several}>
      {item.choices.map(({ code, label }) => (
        <Checkbox
          key={code}
          isSelected={chosen.includes(code)}
          onChange={() => put(choose(form, item, code))}
        >
          <span lang="en">{label}</span>
        </Checkbox>
      ))}
    </div>
  );
}

/** Where an answer was taken over from another sheet. */
function TakenOver({ sheet, item, form }: Part) {
  const { say, moment } = useWords();
  const known = sheet.known.find((each) => each.item === item.item);
  if (!known || answerTo(form, item.item)?.from !== known.from) return null;
  return (
    <Status kind="outside">
      {say("assess.takenOver", {
        short: known.short,
        when: moment(known.at),
        by: known.signature,
      })}
    </Status>
  );
}

export function Question(props: Part) {
  const { sheet, item, form, put, onBack, onNext } = props;
  const { say } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [item.item]);
  const answer = answerTo(form, item.item);
  const absent = (why: Absent) =>
    put({
      ...withAnswer(form, { item: item.item, absent: why }),
      at: form.at,
    });
  const short = item.choices.every(({ label }) => label.length <= 40);
  return (
    <>
      <div className={css.ask}>
        <SafetyLine form={form} />
        {sheet.stem !== "" && (
          <p className={css.stem} lang="en">
            {sheet.stem}
          </p>
        )}
        <h2 ref={heading} tabIndex={-1} lang="en" className={css.question}>
          {item.text}
        </h2>
        <TakenOver {...props} />
        {item.multi ? (
          <Several {...props} />
        ) : (
          <RadioTiles
            label={item.text}
            labelHidden
            look={short ? "tile" : "row"}
            options={item.choices.map(({ code, label }, index) => ({
              id: code,
              label,
              lang: "en",
              ...(short && sheet.whyNoText === null ? { sub: String(index + 1) } : {}),
            }))}
            value={answer?.codes?.[0] ?? null}
            onChange={(code) => put(choose(form, item, code))}
          />
        )}
        <div className={css.absent}>
          {allAbsent.map((why) => (
            <Button
              key={why}
              size="sm"
              pressed={answer?.absent === why}
              onPress={() => absent(why)}
            >
              {say(`absent.${why}`)}
            </Button>
          ))}
          {!item.multi && <span>{say("assess.keys", { n: item.choices.length })}</span>}
        </div>
      </div>
      <Foot onBack={onBack} onNext={onNext} attribution={sheet.attribution} />
    </>
  );
}
