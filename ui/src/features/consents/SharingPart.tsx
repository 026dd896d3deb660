// Sharing with somebody: whom, for what and what; then what goes, what stays and what would permit it; then that it left.
import { useState } from "react";
import { useFieldErrors } from "../../app/useFieldErrors";
import {
  allChannel,
  allRecipientKind,
  allShareFor,
  type Channel,
  type Member,
  type RecipientKind,
  type ShareFor,
  type SharedPart,
  type WeighSharing,
} from "../../contract/generated";
import { useAsk, useTell } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Checkbox } from "../../kit/Checkbox/Checkbox";
import { Chips } from "../../kit/Chips/Chips";
import { Failed } from "../../kit/Failed/Failed";
import { TextField } from "../../kit/Field/TextField";
import { useNames } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Select } from "../../kit/Select/Select";
import { useWords } from "../../words/words";
import css from "./Consents.module.css";
import { Decision } from "./Decision";
import { DisclosureList } from "./DisclosureList";

export const sharedParts: readonly SharedPart[] = [
  "plan",
  "problems",
  "medicines",
  "notes",
  "assessments",
  "papers",
];

interface Form {
  kind: RecipientKind;
  name: string;
  address: string;
  outOfState: boolean;
  purpose: ShareFor;
  what: SharedPart[];
}

const empty: Form = {
  kind: "treating_provider",
  name: "",
  address: "",
  outOfState: false,
  purpose: "care_coordination",
  what: ["plan", "medicines"],
};

interface AskProps {
  member: Member;
  onWeigh: (asked: WeighSharing | null) => void;
}

function Ask({ member, onWeigh }: AskProps) {
  const { say } = useWords();
  const { name } = useNames();
  const [form, setForm] = useState(empty);
  const [tried, setTried] = useState(false);
  // What was weighed is about what was asked then: with another question it is gone.
  const put = (part: Partial<Form>) => {
    setForm({ ...form, ...part });
    onWeigh(null);
  };
  const herself = form.kind === "member";
  const to = herself ? name(member.firstName) : form.name.trim();
  const complete = to !== "" && 0 < form.what.length;
  const weigh = () => {
    setTried(true);
    const { kind, address, outOfState, purpose, what } = form;
    if (!complete) return;
    const recipient = { kind, name: to, address: address.trim(), outOfState };
    onWeigh({ member: member.member, to: recipient, purpose, what });
  };
  return (
    <form className={css.form} onSubmit={(event) => event.preventDefault()}>
      <div className={css.two}>
        <Select
          label={say("sharing.with")}
          options={allRecipientKind.map((id) => ({ id, label: say(`recipientKind.${id}`) }))}
          value={form.kind}
          onChange={(kind) => put({ kind })}
        />
        <Select
          label={say("sharing.purpose")}
          options={allShareFor.map((id) => ({ id, label: say(`shareFor.${id}`) }))}
          value={form.purpose}
          onChange={(purpose) => put({ purpose })}
        />
        {!herself && (
          <>
            <TextField
              label={say("sharing.name")}
              error={tried && !complete ? say("sharing.missing") : undefined}
              value={form.name}
              onChange={(next) => put({ name: next })}
            />
            <TextField
              label={say("sharing.address")}
              value={form.address}
              onChange={(address) => put({ address })}
            />
          </>
        )}
      </div>
      {!herself && (
        <Checkbox isSelected={form.outOfState} onChange={(outOfState) => put({ outOfState })}>
          {say("sharing.outOfState")}
        </Checkbox>
      )}
      <div>
        <p className={css.label} aria-hidden="true">
          {say("sharing.what")}
        </p>
        <Chips
          label={say("sharing.what")}
          options={sharedParts.map((id) => ({ id, label: say(`sharedPart.${id}`) }))}
          value={form.what}
          onChange={(what) => put({ what })}
        />
      </div>
      <div>
        <Button kind="go" onPress={weigh}>
          {say("sharing.weigh")}
        </Button>
      </div>
    </form>
  );
}

function Weighed({ asked, onDone }: { asked: WeighSharing; onDone: () => void }) {
  const { say } = useWords();
  const { data, failure } = useAsk("sharing.weigh", asked);
  const disclose = useTell("sharing.disclose");
  const errors = useFieldErrors(disclose.failure, ["reason"]);
  const [channel, setChannel] = useState<Channel>("handed_over");
  const [reason, setReason] = useState("");
  if (!data) return <Failed problem={failure} />;
  const leaves = async () => {
    const things = data.goes.map(({ id }) => id);
    const told = await disclose.tell({ ...asked, reason, channel, things });
    if ("ok" in told) onDone();
  };
  return (
    <div className={css.decision}>
      <Decision to={asked.to.name} decision={data} />
      {0 < data.goes.length && (
        <>
          {asked.purpose === "emergency" && (
            <TextField
              label={say("sharing.reason")}
              error={errors.of("reason")}
              value={reason}
              onChange={setReason}
            />
          )}
          <Select
            label={say("sharing.channel")}
            options={allChannel.map((id) => ({ id, label: say(`channel.${id}`) }))}
            value={channel}
            onChange={setChannel}
          />
          <Failed problem={errors.rest} />
          <div>
            <Button kind="go" isDisabled={disclose.busy} onPress={() => void leaves()}>
              {say("sharing.disclose")}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

export function SharingPart({ member }: { member: Member }) {
  const { say } = useWords();
  const [asked, setAsked] = useState<WeighSharing | null>(null);
  const [done, setDone] = useState(false);
  return (
    <div className={css.page}>
      <Section title={say("sharing.who")}>
        <Ask
          member={member}
          onWeigh={(next) => {
            setDone(false);
            setAsked(next);
          }}
        />
        {asked && (
          <Weighed
            asked={asked}
            onDone={() => {
              setDone(true);
              setAsked(null);
            }}
          />
        )}
        {done && <output className={css.done}>{say("sharing.done")}</output>}
      </Section>
      <DisclosureList member={member.member} />
    </div>
  );
}
