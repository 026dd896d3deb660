// How the screen is built: one page, no inline script or style, nothing fetched from elsewhere.
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Where the loopback bridge listens while somebody works on the screens with `npm run dev`. */
const bridge = process.env["SATCHEL_BRIDGE"] ?? "http://127.0.0.1:4777";

export default defineConfig({
  plugins: [react(), { ...optimizeLocales.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" }],
  build: {
    // The oldest engine we meet is WebKitGTK 2.50; older targets would spell out light-dark().
    target: ["safari18", "chrome125"],
    // A data: URL would be refused by the content security policy.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 4778,
    strictPort: true,
    proxy: { "/ask": bridge, "/notices": bridge },
  },
  test: {
    restoreMocks: true,
    // One clock for every machine: dates are tested as sentences.
    env: { TZ: "America/Los_Angeles" },
    projects: [
      // Pure functions need no page, and start in a tenth of the time.
      { extends: true, test: { name: "plain", include: ["src/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "page",
          include: ["src/**/*.test.tsx"],
          environment: "happy-dom",
          setupFiles: ["src/tests/setup.ts"],
          css: { modules: { classNameStrategy: "non-scoped" } },
        },
      },
    ],
  },
});
