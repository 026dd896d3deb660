// The runtime in a plain browser, for journeys: the same requests over loopback.
import type { Answer, Notice, Runtime } from "./runtime";

export function bridgeRuntime(): Runtime {
  return {
    async ask(name, body) {
      const response = await fetch("/ask", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name, body }),
      });
      return (await response.json()) as Answer;
    },
    notices(listener) {
      const source = new EventSource("/notices");
      source.addEventListener("open", () => listener({ kind: "heard" }));
      source.addEventListener("message", (event: MessageEvent<string>) => {
        listener(JSON.parse(event.data) as Notice);
      });
      return () => source.close();
    },
  };
}
