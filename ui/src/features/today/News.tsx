// What others changed since yesterday.
import { useNavigation } from "../../app/navigation";
import type { Today } from "../../contract/generated";
import { Link } from "../../kit/Link/Link";
import { Name } from "../../kit/Name/Name";
import { Section } from "../../kit/Section/Section";
import { Glyph } from "../../kit/Status/Glyph";
import { kindWord } from "../../words/kinds";
import { useWords } from "../../words/words";
import css from "./Side.module.css";

export function News({ today }: { today: Today }) {
  const { say, moment } = useWords();
  const { go } = useNavigation();
  if (today.news.length === 0) return null;
  return (
    <Section title={say("today.news")}>
      <ul className={css.news}>
        {today.news.map((news) => (
          <li key={`${news.member} ${news.kind} ${news.at}`}>
            <Glyph kind={news.by === null ? "outside" : "done"} />
            <span>
              <Link kind="title" onPress={() => go({ at: "member", member: news.member })}>
                <b>
                  <Name>{news.name}</Name>
                </b>
              </Link>
              <span className={css.what}>
                {say("today.newsLine", {
                  what: say(kindWord(news.kind)),
                  who: news.by?.name ?? say("who.outside"),
                  when: moment(news.at),
                })}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
