// The runtime inside the window: one command for requests, one channel for notices.
import { Channel, invoke } from "@tauri-apps/api/core";
import type { Answer, Notice, Runtime } from "./runtime";

export function tauriRuntime(): Runtime {
  return {
    ask: (name, body) => invoke<Answer>("ask", { name, body }),
    notices(listener) {
      let listening = true;
      const channel = new Channel<Notice>((notice) => {
        if (listening) listener(notice);
      });
      void invoke("notices", { channel }).then(() => {
        if (listening) listener({ kind: "heard" });
      });
      return () => {
        listening = false;
      };
    },
  };
}
