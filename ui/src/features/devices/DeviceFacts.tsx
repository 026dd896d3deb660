// What the clinic knows of a laptop: what it held, how it was sealed, when it was last heard of, what it was ordered to do.
import type { DeviceView } from "../../contract/generated";
import { useWords } from "../../words/words";
import css from "./DevicesScreen.module.css";

export function DeviceFacts({ device }: { device: DeviceView }) {
  const { say, moment } = useWords();
  const when = (at: number | null) => (at === null ? say("devices.never") : moment(at));
  return (
    <>
      <p>
        <b>{say(`devices.standing.${device.standing}`)}</b>{" "}
        {device.since !== null && say("devices.since", { when: moment(device.since) })}
      </p>
      <dl className={css.facts}>
        <dt>{say("devices.held")}</dt>
        <dd>
          {say("devices.people", { n: device.people })}
          {0 < device.owes && `. ${say("devices.owes", { n: device.owes })}`}
        </dd>
        <dt>{say("devices.unsent")}</dt>
        <dd>
          {device.unsent === null
            ? say("devices.notSaid")
            : say("devices.unsentSaid", { n: device.unsent, drafts: device.drafts })}
        </dd>
        <dt>{say("devices.unlocked")}</dt>
        <dd>{when(device.unlockedAt)}</dd>
        <dt>{say("devices.exchanged")}</dt>
        <dd>{when(device.exchangedAt)}</dd>
        <dt>{say("devices.seen")}</dt>
        <dd>{when(device.seenAt)}</dd>
        <dt>{say("devices.lease")}</dt>
        <dd>{when(device.leaseUntil)}</dd>
        <dt>{say("devices.sealed")}</dt>
        <dd>
          {device.guessMebibytes === null
            ? say("devices.sealedHow")
            : say("devices.sealedCost", { n: device.guessMebibytes })}
        </dd>
        {device.order && (
          <>
            <dt>{say("devices.order")}</dt>
            <dd>
              {say(device.order.givesBack ? "devices.orderRecall" : "devices.orderWipe", {
                when: moment(device.order.issuedAt),
              })}{" "}
              {device.order.doneAt !== null
                ? say("devices.orderDone", {
                    when: moment(device.order.doneAt),
                    n: device.order.unsent ?? 0,
                  })
                : device.order.deliveredAt !== null
                  ? say("devices.orderHeard", { when: moment(device.order.deliveredAt) })
                  : say("devices.orderWaits")}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
