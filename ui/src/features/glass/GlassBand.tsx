// Above every screen of a member whose record is open for a while: by whom, why and until when. It is taken away by
// nobody; it goes when the record does.
import { useAsk, useTell } from "../../contract/query";
import type { OpenGlass } from "../../contract/generated";
import { Banner } from "../../kit/Banner/Banner";
import { Button } from "../../kit/Button/Button";
import { failureSentence } from "../../words/failures";
import { useWords } from "../../words/words";
import css from "./Glass.module.css";

function Mine({ glass }: { glass: OpenGlass }) {
  const words = useWords();
  const { say, moment } = words;
  const { tell, busy, failure } = useTell("glass.renew");
  return (
    <Banner
      kind="due"
      action={
        glass.mayGoOn && (
          <Button isDisabled={busy} onPress={() => void tell({ glass: glass.glass })}>
            {say("glass.longer")}
          </Button>
        )
      }
    >
      <b>{say("glass.mine", { until: moment(glass.until) })}</b>{" "}
      {say("glass.because", { why: say(`glassReason.${glass.reason}`) })}
      {glass.words && <> “{glass.words}”</>} {say("glass.watched")}
      {failure && <p role="alert">{failureSentence(words, failure)}</p>}
    </Banner>
  );
}

export function GlassBand({ member }: { member: string }) {
  const { say, moment } = useWords();
  const { data } = useAsk("glass.show", { member });
  if (!data || (!data.mine && data.others.length === 0)) return null;
  return (
    <div className={css.band}>
      {data.mine && <Mine glass={data.mine} />}
      {data.others.map((glass) => (
        <Banner key={glass.glass}>
          {say("glass.other", { who: glass.who, until: moment(glass.until) })}{" "}
          {say("glass.because", { why: say(`glassReason.${glass.reason}`) })}
          {glass.words && <> “{glass.words}”</>}
        </Banner>
      ))}
    </div>
  );
}
