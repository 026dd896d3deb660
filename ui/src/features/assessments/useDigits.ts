// The number keys answer the question on the screen.
import { useEffect, useRef } from "react";
import type { ItemView } from "../../contract/generated";

export function useDigits(
  item: ItemView | null,
  onChoose: (item: ItemView, code: string) => void,
): void {
  const latest = useRef(onChoose);
  useEffect(() => {
    latest.current = onChoose;
  });
  useEffect(() => {
    if (!item) return undefined;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      const typing =
        event.target instanceof HTMLElement && event.target.closest("textarea, [type=text]");
      const choice = item.choices[Number(event.key) - 1];
      if (typing || !/^[1-9]$/.test(event.key) || !choice) return;
      event.preventDefault();
      latest.current(item, choice.code);
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [item]);
}
