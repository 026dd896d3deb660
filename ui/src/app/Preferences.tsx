// Language, theme, contrast, text size and hidden names: the core keeps them, the page wears them.
import { createContext, useContext, useLayoutEffect, useMemo, type ReactNode } from "react";
import type { Settings } from "../contract/generated";
import { useAsk, useTell } from "../contract/query";
import { InLocale } from "../kit/Locale/Locale";
import { HideNamesContext } from "../kit/Name/Name";
import { PageToolsContext } from "../kit/PageHead/PageTools";
import type { Locale } from "../words/words";

const asInstalled: Settings = {
  language: "en",
  theme: "system",
  contrast: "system",
  textSize: 100,
  hideNames: false,
};

interface Preferences {
  settings: Settings;
  put: (change: Partial<Settings>) => void;
}

const PreferencesContext = createContext<Preferences>({ settings: asInstalled, put: () => {} });

export function usePreferences(): Preferences {
  return useContext(PreferencesContext);
}

export function localeOf(language: Settings["language"]): Locale {
  return language === "es" ? "es-US" : "en-US";
}

/** The page's own attributes, which tokens.css and reset.css read. */
function wear(settings: Settings): void {
  const root = document.documentElement;
  root.lang = localeOf(settings.language);
  const attributes = {
    "data-theme": settings.theme === "system" ? null : settings.theme,
    "data-contrast": settings.contrast === "system" ? null : settings.contrast,
    "data-text-size": String(settings.textSize),
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) root.removeAttribute(name);
    else root.setAttribute(name, value);
  }
}

export function PreferencesProvider({ children }: { children: ReactNode }) {
  const { data, failure } = useAsk("settings.show", {});
  const { tell } = useTell("settings.put");
  const settings = data ?? asInstalled;
  useLayoutEffect(() => wear(settings), [settings]);

  const preferences = useMemo<Preferences>(
    () => ({
      settings,
      put: (change) => void tell({ settings: { ...settings, ...change } }),
    }),
    [settings, tell],
  );
  const tools = useMemo(
    () => ({
      language: settings.language,
      hideNames: settings.hideNames,
      onLanguage: (language: Settings["language"]) => preferences.put({ language }),
      onHideNames: (hideNames: boolean) => preferences.put({ hideNames }),
    }),
    [settings, preferences],
  );
  // A blink of the wrong language is worse than a blink of nothing.
  if (!data && !failure) return null;

  return (
    <PreferencesContext value={preferences}>
      <InLocale locale={localeOf(settings.language)}>
        <HideNamesContext value={settings.hideNames}>
          <PageToolsContext value={tools}>
            <div className="page">{children}</div>
          </PageToolsContext>
        </HideNamesContext>
      </InLocale>
    </PreferencesContext>
  );
}
