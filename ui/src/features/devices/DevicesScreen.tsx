// The clinic's laptops, for a supervisor: what is where, how it was sealed, and what is to become of one that is lost.
import { useNavigation } from "../../app/navigation";
import { useAsk, useTell } from "../../contract/query";
import type { BackupView, DeviceView } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { DeviceActs } from "./DeviceActs";
import { DeviceFacts } from "./DeviceFacts";
import css from "./DevicesScreen.module.css";

export function DevicesScreen() {
  const { say } = useWords();
  const { go } = useNavigation();
  const { data, failure } = useAsk("devices.list", {});
  const teller = useTell("devices.declare");
  const lost = data?.devices.filter(({ standing }) => standing !== "active") ?? [];
  const used = data?.devices.filter(({ standing }) => standing === "active") ?? [];
  const list = (devices: readonly DeviceView[]) => (
    <ul className={css.list}>
      {devices.map((device) => (
        <li key={device.id} className={css.device}>
          <div>
            <h3>
              {device.name} · {device.computer}
            </h3>
            <DeviceFacts device={device} />
          </div>
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
      {data?.backup?.late && <LateBackup backup={data.backup} />}
      {0 < lost.length && (
        <Section
          title={say("devices.notInUse")}
          more={
            <Button kind="bare" size="sm" onPress={() => go({ at: "incidents" })}>
              {say("devices.incidents")}
            </Button>
          }
        >
          {list(lost)}
        </Section>
      )}
      {data && <Section title={say("devices.inUse")}>{list(used)}</Section>}
    </>
  );
}

/** Nothing of a laptop, and hers to know: whoever runs the server may not have looked. */
function LateBackup({ backup }: { backup: BackupView }) {
  const { say } = useWords();
  return (
    <div className={css.backup}>
      <Banner kind="due">
        {backup.hours === null
          ? say("devices.backupNone")
          : say("devices.backupLate", { n: backup.hours })}
      </Banner>
    </div>
  );
}
