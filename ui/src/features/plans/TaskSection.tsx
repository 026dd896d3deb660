// What is to be done beside the goals.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Removed, type Thing } from "../../app/Remove";
import { useWaiting } from "../../app/useWaiting";
import type { Plan, StepStatus, TaskView } from "../../contract/generated";
import { useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { emptyStep, formOfStep, newStep, stepChange, taskParts } from "./step";
import { StepForm, type StepSave } from "./StepForm";
import { StepRow } from "./StepRow";
import css from "./Steps.module.css";

export function TaskSection({ plan }: { plan: Plan }) {
  const { member, staff, mayChange, tasks } = plan;
  const { say, time } = useWords();
  const waiting = useWaiting(member);
  const { tell, busy, failure } = useTell("tasks.put");
  const [open, setOpen] = useState<string | null>(null);
  const [removed, setRemoved] = useState<Thing | null>(null);
  const isNew = "new";
  const about = `task:new:${member}`;
  const kept = waiting(about);
  const close = () => setOpen(null);
  const tick = (task: TaskView, status: StepStatus) =>
    void tell({ member, task: task.task, seen: task.seen, status });
  const change =
    (task: TaskView): StepSave =>
    (edit) =>
      tell({ member, task: task.task, seen: edit.seen, ...taskParts(stepChange(edit)) });
  const add: StepSave = async (edit) => {
    const parts = newStep(edit.form);
    return parts && tell({ member, seen: "", ...taskParts(parts) });
  };
  const removal = (task: TaskView) => ({
    thing: { member, kind: "task" as const, id: task.task, seen: task.seen, what: task.what },
    onRemoved: (thing: Thing) => {
      setRemoved(thing);
      close();
    },
  });
  const form = { staff, busy, failure, isTask: true, onClose: close };
  return (
    <Section title={say("plan.tasks")}>
      {tasks.length === 0 && open !== isNew && <p className="quiet">{say("plan.noTasks")}</p>}
      <Removed thing={removed} onBack={() => setRemoved(null)} />
      <ul className={css.steps}>
        {tasks.map((task) =>
          open === task.task ? (
            <li key={task.task}>
              <StepForm
                {...form}
                about={{ about: `task:${task.task}`, member }}
                base={formOfStep(task)}
                seen={task.seen}
                onSave={change(task)}
                removal={removal(task)}
              />
            </li>
          ) : (
            <StepRow
              key={task.task}
              step={task}
              {...(mayChange
                ? { onTick: (status) => tick(task, status), onOpen: () => setOpen(task.task) }
                : {})}
            />
          ),
        )}
        {open === isNew && (
          <li>
            <StepForm
              {...form}
              about={{ about, member }}
              base={emptyStep(staff.find((person) => person.isYou)?.staff ?? null)}
              seen=""
              isNew
              onSave={add}
            />
          </li>
        )}
      </ul>
      {open === null && <Failed problem={failure} />}
      {mayChange && open !== isNew && (
        <Button kind="bare" size="sm" icon={Plus} onPress={() => setOpen(isNew)}>
          {kept === undefined ? say("plan.addTask") : say("form.goOn", { when: time(kept) })}
        </Button>
      )}
    </Section>
  );
}
