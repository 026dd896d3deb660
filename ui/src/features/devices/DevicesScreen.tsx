// The clinic's laptops, for a supervisor: what is where, how it was sealed, and what is to become of one that is lost.
import { useAsk, useTell } from "../../contract/query";
import type { DeviceView } from "../../contract/generated";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { DeviceActs } from "./DeviceActs";
import css from "./DevicesScreen.module.css";

export function DevicesScreen() {
  const { say } = useWords();
  const { data, failure } = useAsk("devices.list", {});
  const teller = useTell("devices.declare");
  const lost = data?.devices.filter(({ standing }) => standing !== "active") ?? [];
  const used = data?.devices.filter(({ standing }) => standing === "active") ?? [];
  const list = (devices: readonly DeviceView[]) => (
    <ul className={css.list}>
      {devices.map((device) => (
        <li key={device.id} className={css.device}>
          <Device device={device} />
          <DeviceActs device={device} teller={teller} />
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <PageHead
        place={say("place.devices")}
        title={say("place.devices")}
        sub={say("devices.sub")}
      />
      <Failed problem={failure ?? teller.failure} />
      {0 < lost.length && <Section title={say("devices.notInUse")}>{list(lost)}</Section>}
      {data && <Section title={say("devices.inUse")}>{list(used)}</Section>}
    </>
  );
}

function Device({ device }: { device: DeviceView }) {
  const { say, moment } = useWords();
  const when = (at: number | null) => (at === null ? say("devices.never") : moment(at));
  return (
    <div>
      <h3>
        {device.name} · {device.computer}
      </h3>
      <p>
        <b>{say(`devices.standing.${device.standing}`)}</b>{" "}
        {device.since !== null && say("devices.since", { when: moment(device.since) })}
      </p>
      <dl className={css.facts}>
        <dt>{say("devices.held")}</dt>
        <dd>{say("devices.people", { n: device.people })}</dd>
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
    </div>
  );
}
