// The accounting of disclosures: what left, when, to whom, on which ground and by whom. It cannot be changed.
import type { DisclosureView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { Status } from "../../kit/Status/Status";
import { kindCountWord } from "../../words/kinds";
import { useWords } from "../../words/words";
import { within } from "./words";

function Row({ one }: { one: DisclosureView }) {
  const { say, list, fullMoment } = useWords();
  const what = list(one.what.map(({ kind, count }) => say(kindCountWord(kind), { n: count })));
  return (
    <ListRow
      title={one.to.name}
      end={one.whereabouts === "at_clinic" ? fullMoment(one.at) : <Status kind="unsent" />}
    >
      <p>
        {say("sharing.disclosureLine", {
          what,
          purpose: within(say(`shareFor.${one.purpose}`)),
          channel: say(`channel.${one.channel}`),
          basis: list(one.basis.map((each) => say(`basis.${each}`))),
        })}{" "}
        {0 < one.notices.length && say("sharing.withStatement")}{" "}
        {0 < one.consents && say("sharing.withConsents", { n: one.consents })}
      </p>
      {one.reason !== "" && <p>{say("sharing.reasonLine", { reason: one.reason })}</p>}
      <p>{say("consents.writtenBy", { who: one.signature })}</p>
    </ListRow>
  );
}

export function DisclosureList({ member }: { member: string }) {
  const { say } = useWords();
  const { data, failure } = useAsk("disclosures.list", { member });
  return (
    <Section title={say("sharing.disclosures")}>
      <Failed problem={failure} />
      {data?.disclosures.length === 0 && <p className="quiet">{say("sharing.noDisclosures")}</p>}
      <Rows ruled>
        {data?.disclosures.map((one) => (
          <Row key={one.record} one={one} />
        ))}
      </Rows>
    </Section>
  );
}
