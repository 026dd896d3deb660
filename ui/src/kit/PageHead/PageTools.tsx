// Hide names, and the other language: on every screen, in the same place.
import { Eye, EyeOff, Languages } from "lucide-react";
import { createContext, useContext } from "react";
import { useWords } from "../../words/words";
import { Button } from "../Button/Button";

export interface PageToolsState {
  language: "en" | "es";
  hideNames: boolean;
  onLanguage: (language: "en" | "es") => void;
  onHideNames: (hide: boolean) => void;
}

export const PageToolsContext = createContext<PageToolsState | null>(null);

export function PageTools({ names = true }: { names?: boolean }) {
  const { say } = useWords();
  const tools = useContext(PageToolsContext);
  if (!tools) return null;
  const other = tools.language === "en" ? "es" : "en";
  return (
    <>
      {names && (
        <Button
          kind="tool"
          icon={tools.hideNames ? Eye : EyeOff}
          pressed={tools.hideNames}
          onPress={() => tools.onHideNames(!tools.hideNames)}
        >
          {say("page.hideNames")}
        </Button>
      )}
      <Button kind="tool" icon={Languages} lang={other} onPress={() => tools.onLanguage(other)}>
        {other === "es" ? "Español" : "English"}
      </Button>
    </>
  );
}
