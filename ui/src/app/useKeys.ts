// Keys that work on every screen.
import { useEffect } from "react";

export interface Keys {
  onFind: () => void;
  onHelp: () => void;
  onLock: () => void;
  onBack: () => void;
}

export function useKeys({ onFind, onHelp, onLock, onBack }: Keys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = event.ctrlKey || event.metaKey;
      const act =
        command && event.key.toLowerCase() === "k"
          ? onFind
          : command && event.key.toLowerCase() === "l"
            ? onLock
            : event.altKey && event.key === "ArrowLeft"
              ? onBack
              : event.key === "F1"
                ? onHelp
                : null;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [onFind, onHelp, onLock, onBack]);
}
