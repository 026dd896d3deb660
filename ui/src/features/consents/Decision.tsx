// What goes, what goes along with it, and, for the person who decides alone, what stays and what would permit it.
import { Asked } from "../../app/TwoAnswers";
import type { ShareDecision, Stays, Thing } from "../../contract/generated";
import { ListRow, Rows } from "../../kit/ListRow/ListRow";
import { useWords } from "../../words/words";
import { kindWord } from "../../words/kinds";
import css from "./Consents.module.css";

export function Tags({ tags }: { tags: Thing["tags"] }) {
  const { say } = useWords();
  return (
    <>
      {tags.map(({ tag }) => (
        <span key={tag} className={css.tag}>
          {say(`tag.${tag}`)}
        </span>
      ))}
    </>
  );
}

function ThingRow({ thing, because }: { thing: Thing; because?: Stays["because"] }) {
  const { say, fullDay } = useWords();
  const day = thing.on === null ? "" : fullDay(thing.on);
  return (
    <ListRow title={thing.words} end={day}>
      {say(kindWord(thing.kind))} <Tags tags={thing.tags} /> <Asked is={thing.twoAnswers} />
      {thing.disputed.map((words) => (
        <span key={words} className={css.why}>
          {say("sharing.disputed", { words })}
        </span>
      ))}
      {because?.map(({ about, permit }) => (
        <span key={about ?? "none"} className={css.why}>
          {say(`tag.${about ?? "none"}`)}: {say(`permit.${permit}`)}
        </span>
      ))}
    </ListRow>
  );
}

function Along({ notices, consents, basis }: ShareDecision) {
  const { say, list, fullDay, locale } = useWords();
  return (
    <div className={css.details}>
      {(0 < notices.length || 0 < consents.length) && <h3>{say("sharing.noticesTitle")}</h3>}
      {notices.map(({ id, text, glossEs }) => (
        <div key={id}>
          <p className="quiet sm">{say("sharing.statement")}</p>
          <blockquote className={css.statement} lang="en">
            {text}
          </blockquote>
          {locale === "es-US" && <p className="quiet sm">{glossEs}</p>}
        </div>
      ))}
      {consents.map(({ record, kind, on }) => (
        <p key={record}>
          {say("sharing.copyOf", { kind: say(`consentKind.${kind}`), day: fullDay(on) })}
        </p>
      ))}
      <p>{say("sharing.basisLine", { what: list(basis.map((one) => say(`basis.${one}`))) })}</p>
    </div>
  );
}

export function Decision({ to, decision }: { to: string; decision: ShareDecision }) {
  const { say } = useWords();
  const { goes, stays } = decision;
  if (goes.length === 0 && stays.length === 0) return <p>{say("sharing.nothingHere")}</p>;
  return (
    <>
      <div>
        <h3>{say("sharing.goes", { n: goes.length, who: to })}</h3>
        <Rows ruled>
          {goes.map((thing) => (
            <ThingRow key={thing.id} thing={thing} />
          ))}
        </Rows>
      </div>
      {0 < goes.length && <Along {...decision} />}
      {0 < stays.length && (
        <div>
          <h3>{say("sharing.stays", { n: stays.length })}</h3>
          <p className="quiet">{say("sharing.staysMore")}</p>
          <Rows ruled>
            {stays.map(({ thing, because }) => (
              <ThingRow key={thing.id} thing={thing} because={because} />
            ))}
          </Rows>
        </div>
      )}
    </>
  );
}
