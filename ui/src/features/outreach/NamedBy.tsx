// Who named her, among what is known of her.
import { Asked } from "../../app/TwoAnswers";
import type { ReferralView } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { useWords } from "../../words/words";
import { useBoth } from "../assessments/useBoth";

/** "Health plan, November list" */
export function useReferralName(): (referral: ReferralView) => string {
  const both = useBoth();
  return ({ label, source, who }) =>
    [label ? both(label) : source, who].filter((part) => part !== "").join(", ");
}

export function NamedBy({ member }: { member: string }) {
  const { say, fullDay } = useWords();
  const title = useReferralName();
  const { data } = useAsk("outreach.show", { member });
  if (!data || data.referrals.length === 0) return null;
  return (
    <div>
      <dt>{say("member.namedBy")}</dt>
      <dd>
        {data.referrals.map((referral) => (
          <p key={referral.id}>
            {title(referral)} <small>{fullDay(referral.on)}</small>{" "}
            <Asked is={referral.twoAnswers} />
          </p>
        ))}
      </dd>
    </div>
  );
}
