// How Satchel looks and speaks. Every choice holds at once; there is nothing to save.
import { useNavigation } from "../../app/navigation";
import { usePreferences } from "../../app/Preferences";
import { useAsk } from "../../contract/query";
import { Button } from "../../kit/Button/Button";
import { PageHead } from "../../kit/PageHead/PageHead";
import { Section } from "../../kit/Section/Section";
import { Segmented } from "../../kit/Segmented/Segmented";
import { useWords } from "../../words/words";
import { PassphraseSection } from "./PassphraseSection";
import { PinSection } from "./PinSection";
import css from "./SettingsScreen.module.css";

const textSizes = [100, 125, 150, 200] as const;

export function SettingsScreen() {
  const { say, number } = useWords();
  const { settings, put } = usePreferences();
  const { data: session } = useAsk("session.show", {});
  const { go } = useNavigation();

  return (
    <>
      <PageHead
        place={say("place.settings")}
        title={say("place.settings")}
        sub={say("settings.sub")}
      />
      <div className={css.cols}>
        <div className={css.parts}>
          <Section title={say("settings.look")}>
            <div className={css.fields}>
              <Segmented
                label={say("settings.language")}
                options={[
                  { id: "en", label: "English", lang: "en" },
                  { id: "es", label: "Español", lang: "es" },
                ]}
                value={settings.language}
                onChange={(language) => put({ language })}
              />
              <Segmented
                label={say("settings.textSize")}
                options={textSizes.map((size) => ({
                  id: String(size),
                  label: say("settings.percent", { n: number(size) }),
                }))}
                value={String(settings.textSize)}
                onChange={(size) => put({ textSize: Number(size) })}
              />
              <Segmented
                label={say("settings.theme")}
                options={[
                  { id: "system", label: say("settings.asComputer") },
                  { id: "light", label: say("settings.light") },
                  { id: "dark", label: say("settings.dark") },
                ]}
                value={settings.theme}
                onChange={(theme) => put({ theme })}
              />
              <Segmented
                label={say("settings.contrast")}
                options={[
                  { id: "system", label: say("settings.asComputer") },
                  { id: "normal", label: say("settings.contrastNormal") },
                  { id: "more", label: say("settings.contrastMore") },
                ]}
                value={settings.contrast}
                onChange={(contrast) => put({ contrast })}
              />
              <Segmented
                label={say("settings.names")}
                options={[
                  { id: "whole", label: say("settings.namesWhole") },
                  { id: "hidden", label: say("settings.namesHidden") },
                ]}
                value={settings.hideNames ? "hidden" : "whole"}
                onChange={(names) => put({ hideNames: names === "hidden" })}
              />
            </div>
          </Section>
          {session && <PassphraseSection session={session} />}
          {session && <PinSection session={session} />}
          {session?.role === "supervisor" && (
            <Section title={say("place.devices")}>
              <div className={css.fields}>
                <p className="quiet">{say("settings.devices")}</p>
                <div>
                  <Button onPress={() => go({ at: "devices" })}>
                    {say("settings.devicesOpen")}
                  </Button>
                </div>
              </div>
            </Section>
          )}
        </div>
        {session && (
          <Section title={say("settings.about")}>
            <dl className={css.facts}>
              <dt>{say("settings.whose")}</dt>
              <dd>
                {session.name ?? session.initials}
                {session.role && <span className="quiet"> · {say(`role.${session.role}`)}</span>}
              </dd>
              {session.clinic && (
                <>
                  <dt>{say("settings.clinic")}</dt>
                  <dd>{session.clinic}</dd>
                </>
              )}
              <dt>{say("settings.locks")}</dt>
              <dd>
                {say("settings.locksAfter", { n: session.lockAfterMinutes })}
                <br />
                {say("settings.locksAfterHours", { n: session.lockAfterHours })}
              </dd>
              <dt>{say("settings.keys")}</dt>
              <dd>{say("settings.keysList")}</dd>
              <dt>{say("settings.version")}</dt>
              <dd>Satchel {session.version}</dd>
            </dl>
          </Section>
        )}
      </div>
    </>
  );
}
