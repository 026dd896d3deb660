// What was done: which of the seven services, how and where they met, when they parted.
import { allCoreService, allModality, allPlace } from "../../contract/generated";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { Section } from "../../kit/Section/Section";
import { Segmented } from "../../kit/Segmented/Segmented";
import { Select } from "../../kit/Select/Select";
import { TimeField } from "../../kit/TimeField/TimeField";
import { useWords } from "../../words/words";
import { clockOf, endedAt, setServices } from "./note";
import type { PartProps } from "./Talk";
import css from "./VisitDesk.module.css";

export function DidPart({ visit, startedAt, draft }: PartProps) {
  const { say } = useWords();
  const { value: note, set } = draft;
  const { appointment } = visit;
  const toggle = (service: (typeof allCoreService)[number], chosen: boolean) => {
    const others = note.services.filter((each) => each !== service);
    set(setServices(note, chosen ? [...others, service] : others));
  };
  return (
    <>
      <Section title={say("visit.services")} more={say("visit.servicesHint")}>
        <div className={css.services}>
          {allCoreService.map((service) => (
            <div key={service} className={css.service}>
              <Checkbox
                isSelected={note.services.includes(service)}
                onChange={(chosen) => toggle(service, chosen)}
              >
                {say(`coreService.${service}`)}
                <small>{say(`visit.service.${service}`)}</small>
              </Checkbox>
            </div>
          ))}
        </div>
      </Section>
      <Section title={say("visit.howYouMet")}>
        <div className={css.how}>
          <Segmented
            label={say("visit.modality")}
            options={allModality.map((id) => ({ id, label: say(`modality.${id}`) }))}
            value={note.modality ?? appointment.modality}
            onChange={(modality) => set({ ...note, modality })}
          />
          <div className={css.two}>
            <Select
              label={say("visit.place")}
              options={allPlace.map((id) => ({ id, label: say(`meetingPlace.${id}`) }))}
              value={note.place ?? appointment.place}
              onChange={(place) => set({ ...note, place })}
            />
            <TimeField
              label={say("visit.ended")}
              hint={say("visit.endedHint")}
              value={clockOf(note.endedAt)}
              onChange={(time) => {
                const { endedAt: _, ...rest } = note;
                const at = endedAt(startedAt, time);
                set(at === undefined ? rest : { ...rest, endedAt: at });
              }}
            />
          </div>
        </div>
      </Section>
    </>
  );
}
