// What may be said of a device. What erases is asked twice, and says what it costs.
import { useState } from "react";
import type { DeviceSaid, DeviceView } from "../../contract/generated";
import type { Teller } from "../../contract/query";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { useWords } from "../../words/words";
import css from "./DevicesScreen.module.css";

/** What can be said of a device that stands so. */
const mayBe: Record<DeviceView["standing"], readonly DeviceSaid[]> = {
  active: ["lost", "recall"],
  lost: ["found", "recall", "wipe"],
  recalled: ["found", "wipe"],
  retired: ["recall", "wipe"],
  wiped: [],
};

export interface DeviceActsProps {
  device: DeviceView;
  teller: Teller<"devices.declare">;
}

export function DeviceActs({ device, teller: { tell, busy } }: DeviceActsProps) {
  const { say } = useWords();
  const [asking, setAsking] = useState<DeviceSaid>();
  const unsent = (device.unsent ?? 0) + device.drafts;
  const declare = async (what: DeviceSaid) => {
    const told = await tell({
      device: device.id,
      what: what === "wipe" && 0 < unsent ? "wipe_even_unsent" : what,
    });
    if ("ok" in told) setAsking(undefined);
  };
  if (asking) {
    return (
      <div className={css.ask}>
        <Banner kind={asking === "wipe" ? "late" : "due"}>
          {asking === "wipe" && 0 < unsent
            ? say("devices.ask.wipeUnsent", { n: unsent })
            : say(`devices.ask.${asking === "wipe_even_unsent" ? "wipe" : asking}`)}
        </Banner>
        <div className={css.acts}>
          <Button
            kind={asking === "wipe" ? "stop" : "go"}
            isDisabled={busy}
            onPress={() => void declare(asking)}
          >
            {say("devices.yes")}
          </Button>
          <Button onPress={() => setAsking(undefined)}>{say("devices.no")}</Button>
        </div>
      </div>
    );
  }
  return (
    <div className={css.acts}>
      {mayBe[device.standing].map((what) => (
        <Button key={what} size="sm" onPress={() => setAsking(what)}>
          {say(`devices.say.${what === "wipe_even_unsent" ? "wipe" : what}`)}
        </Button>
      ))}
    </div>
  );
}
