// Who else is beside her: doula, community health worker, home visitor; what they did, and where we did the same.
import { Plus } from "lucide-react";
import { useState } from "react";
import { useNavigation } from "../../app/navigation";
import { Asked } from "../../app/TwoAnswers";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allHelperKind,
  type HelperKind,
  type HelperView,
  type OverlapView,
  type PerinatalView,
} from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { DayField } from "../../kit/DayField/DayField";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { Link } from "../../kit/Link/Link";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Select } from "../../kit/Select/Select";
import { Glyph } from "../../kit/Status/Glyph";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";
import formCss from "../plans/Form.module.css";
import css from "./Perinatal.module.css";
import type { PartProps } from "./SlotsPart";

type BesideProps = PartProps & Pick<PerinatalView, "services">;

function Overlap({ of, member }: { of: OverlapView; member: string }) {
  const { say, day } = useWords();
  const both = useBoth();
  const { go } = useNavigation();
  const who = of.name === "" ? say(`helperKind.${of.kind}`) : of.name;
  return (
    <div className={css.clash} role="status">
      <Glyph kind="two" />
      <b>{say("perinatal.overlap", { day: day(of.on) })}</b>
      <p>
        {say("perinatal.overlapMore", {
          who,
          what: both(of.label),
          ours: say(`coreService.${of.ours}`),
        })}{" "}
        <Asked is={of.twoAnswers} />{" "}
        <Link onPress={() => go({ at: "visit", member, visit: of.visit })}>
          {say("perinatal.compare")}
        </Link>
      </p>
    </div>
  );
}

/** Writes the helpers anew: they are one list of the pregnancy. */
function useHelpers({ member, course }: PartProps) {
  const { tell, busy, failure } = useTell("pregnancies.put");
  const { id, seen, dating, births, babies } = course;
  const put = async (helpers: HelperView[]) => {
    const told = await tell({
      member,
      id,
      seen,
      due: dating?.due ?? null,
      method: dating?.method ?? "unknown",
      lmp: dating?.lmp ?? null,
      gravida: births?.gravida ?? null,
      para: births?.para ?? null,
      babies,
      helpers,
    });
    return !("failure" in told);
  };
  return { put, busy, failure };
}

function HelperForm({ part, onClose }: { part: PartProps; onClose: () => void }) {
  const { say } = useWords();
  const [helper, setHelper] = useState<HelperView>({ kind: "doula", name: "", words: "" });
  const { put, busy, failure } = useHelpers(part);
  const errors = useFieldErrors(failure, ["helpers"]);
  const change = (next: Partial<HelperView>) => setHelper((was) => ({ ...was, ...next }));
  const save = async () => {
    if (await put([...part.course.helpers, helper])) onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={css.helper}>
        <Select<HelperKind>
          label={say("perinatal.helperKind")}
          options={allHelperKind.map((id) => ({ id, label: say(`helperKind.${id}`) }))}
          value={helper.kind}
          onChange={(kind) => change({ kind })}
        />
        <TextField
          label={say("perinatal.helperName")}
          error={errors.of("helpers")}
          value={helper.name}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={say("perinatal.helperWords")}
          value={helper.words}
          onChange={(words) => change({ words })}
        />
      </div>
      <Failed problem={errors.rest} />
      <div className={css.acts}>
        <Button isDisabled={busy} onPress={() => void save()}>
          {say("form.save")}
        </Button>
        <Button kind="bare" onPress={onClose}>
          {say("form.close")}
        </Button>
      </div>
    </form>
  );
}

function ServiceForm({ part, onClose }: { part: BesideProps; onClose: () => void }) {
  const { say, today } = useWords();
  const both = useBoth();
  const [first] = part.course.helpers;
  const [kind, setKind] = useState<HelperKind>(first?.kind ?? "doula");
  const [service, setService] = useState<string | null>(null);
  const [on, setOn] = useState(today());
  const { tell, busy, failure } = useTell("helperServices.add");
  const errors = useFieldErrors(failure, ["service", "on"]);
  const save = async () => {
    if (service === null || on === "") return;
    const name = part.course.helpers.find((helper) => helper.kind === kind)?.name ?? "";
    const { member, course } = part;
    const told = await tell({ member, pregnancy: course.id, kind, name, service, on });
    if (!("failure" in told)) onClose();
  };
  return (
    <form className={formCss.form} onSubmit={(event) => event.preventDefault()}>
      <div className={css.helper}>
        <Select<HelperKind>
          label={say("perinatal.helperKind")}
          options={allHelperKind.map((id) => ({ id, label: say(`helperKind.${id}`) }))}
          value={kind}
          onChange={setKind}
        />
        <Select
          label={say("perinatal.service")}
          options={part.services.map(({ code, label }) => ({ id: code, label: both(label) }))}
          error={errors.of("service")}
          value={service}
          onChange={setService}
        />
      </div>
      <DayField
        label={say("perinatal.onDay")}
        error={errors.of("on")}
        value={on}
        onChange={setOn}
      />
      <Failed problem={errors.rest} />
      <div className={css.acts}>
        <Button isDisabled={busy} onPress={() => void save()}>
          {say("form.save")}
        </Button>
        <Button kind="bare" onPress={onClose}>
          {say("form.close")}
        </Button>
      </div>
    </form>
  );
}

function Helpers({ part }: { part: PartProps }) {
  const { say } = useWords();
  const { put, busy, failure } = useHelpers(part);
  const { helpers } = part.course;
  return (
    <>
      {helpers.length === 0 && <p className="quiet">{say("perinatal.noHelpers")}</p>}
      <Rows>
        {helpers.map((helper) => (
          <ListRow
            key={`${helper.kind} ${helper.name}`}
            title={helper.name}
            end={
              part.mayChange && (
                <Button
                  kind="bare"
                  size="sm"
                  isDisabled={busy}
                  aria-label={`${say("perinatal.remove")}: ${helper.name}`}
                  onPress={() => void put(helpers.filter((each) => each !== helper))}
                >
                  {say("perinatal.remove")}
                </Button>
              )
            }
          >
            {say(`helperKind.${helper.kind}`)}
            {helper.words !== "" && `, ${helper.words}`} <Asked is={part.course.twoAnswers} />
          </ListRow>
        ))}
      </Rows>
      <Failed problem={failure} />
    </>
  );
}

export function BesidePart(part: BesideProps) {
  const { say, fullDay } = useWords();
  const both = useBoth();
  const [open, setOpen] = useState<"helper" | "service" | null>(null);
  const close = () => setOpen(null);
  const { overlaps, helped } = part.course;
  return (
    <Section title={say("perinatal.beside")}>
      <div className={css.stack}>
        {overlaps.map((of) => (
          <Overlap
            key={`${of.on} ${of.kind} ${of.ours} ${of.visit}`}
            of={of}
            member={part.member}
          />
        ))}
        <Helpers part={part} />
        {0 < helped.length && (
          <Rows label={say("perinatal.helped")}>
            {helped.map((one) => (
              <ListRow key={one.id} glyph="outside" title={both(one.label)} end={fullDay(one.on)}>
                {one.name === "" ? say(`helperKind.${one.kind}`) : one.name}{" "}
                <Asked is={one.twoAnswers} />
              </ListRow>
            ))}
          </Rows>
        )}
        {open === "helper" && <HelperForm part={part} onClose={close} />}
        {open === "service" && <ServiceForm part={part} onClose={close} />}
        {part.mayChange && open === null && (
          <div className={css.acts}>
            <Button kind="bare" size="sm" icon={Plus} onPress={() => setOpen("helper")}>
              {say("perinatal.addHelper")}
            </Button>
            <Button kind="bare" size="sm" icon={Plus} onPress={() => setOpen("service")}>
              {say("perinatal.addService")}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}
