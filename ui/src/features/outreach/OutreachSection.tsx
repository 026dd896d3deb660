// One person's outreach: the offer, the attempts, who named her, the programmes around her.
import { Plus } from "lucide-react";
import { useState } from "react";
import { Asked } from "../../app/TwoAnswers";
import type { Member, PersonOutreach } from "../../contract/generated";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { Failed } from "../../kit/Failed/Failed";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { Section } from "../../kit/Section/Section";
import { useWords } from "../../words/words";
import { AttemptsPart } from "./AttemptsPart";
import { useLists, type Lists } from "./lists";
import { useReferralName } from "./NamedBy";
import { OfferPart } from "./OfferPart";
import css from "./Outreach.module.css";
import { ProgrammesPart } from "./ProgrammesPart";
import { ReferralForm } from "./ReferralForm";

interface PartProps {
  member: Member;
  outreach: PersonOutreach;
  lists: Lists;
}

function Referrals({ member: { member }, outreach, lists }: PartProps) {
  const { say, fullDay } = useWords();
  const title = useReferralName();
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  const { referrals, mayChange } = outreach;
  return (
    <Section title={say("outreach.referrals")}>
      {referrals.length === 0 && open === null && (
        <p className="quiet">{say("outreach.noReferrals")}</p>
      )}
      <Rows ruled>
        {referrals.map((referral) =>
          open === referral.id ? (
            <li key={referral.id}>
              <ReferralForm member={member} lists={lists} referral={referral} onClose={close} />
            </li>
          ) : (
            <ListRow
              key={referral.id}
              title={title(referral)}
              end={fullDay(referral.on)}
              {...(mayChange ? { onOpen: () => setOpen(referral.id) } : {})}
            >
              {referral.reason} <Asked is={referral.twoAnswers} />
            </ListRow>
          ),
        )}
      </Rows>
      {open === "new" && <ReferralForm member={member} lists={lists} onClose={close} />}
      {mayChange && open !== "new" && (
        <Button kind="bare" size="sm" icon={Plus} onPress={() => setOpen("new")}>
          {say("outreach.addReferral")}
        </Button>
      )}
    </Section>
  );
}

export function OutreachSection({ member }: { member: Member }) {
  const lists = useLists();
  const { data: outreach, failure } = useAsk("outreach.show", { member: member.member });
  if (!outreach || !lists) return <Failed problem={failure} />;
  const part = { member, outreach, lists };
  return (
    <div className={css.section}>
      <OfferPart {...part} />
      <AttemptsPart {...part} />
      <Referrals {...part} />
      <ProgrammesPart member={member.member} outreach={outreach} />
    </div>
  );
}
