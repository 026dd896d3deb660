// Picks what the screen runs in and begins.
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { Defect } from "./app/Defect";
import { PreferencesProvider } from "./app/Preferences";
import { makeQueryClient } from "./contract/query";
import { RuntimeContext } from "./contract/runtime";
import { bridgeRuntime } from "./contract/runtime.bridge";
import { tauriRuntime } from "./contract/runtime.tauri";
import "./look/fonts.css";
import "./look/tokens.css";
import "./look/reset.css";

const runtime = "__TAURI_INTERNALS__" in window ? tauriRuntime() : bridgeRuntime();
const client = makeQueryClient();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no root");

createRoot(root).render(
  <StrictMode>
    <RuntimeContext value={runtime}>
      <QueryClientProvider client={client}>
        <PreferencesProvider>
          <Defect whole>
            <App />
          </Defect>
        </PreferencesProvider>
      </QueryClientProvider>
    </RuntimeContext>
  </StrictMode>,
);
