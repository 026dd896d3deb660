// How the journeys run: in Node, two at a time, each with a bridge and a browser of its own. No retries: a journey that
// fails has found something.
import { fileURLToPath } from "node:url";
import type { ViteUserConfig } from "vitest/config";

const packages = fileURLToPath(new URL("../../ui/node_modules/", import.meta.url));

/** Where it is ten in the morning now, so that every run has the whole day of the demo clinic before it. */
function morning(): string {
  const hours = 10 - new Date().getUTCHours();
  // There is no zone thirteen hours behind; where it is the same hour eleven hours ahead, there is one.
  const ahead = hours < -12 ? hours + 24 : hours;
  // These names count westward: Etc/GMT+8 is eight hours behind.
  return ahead === 0 ? "Etc/GMT" : ahead < 0 ? `Etc/GMT+${-ahead}` : `Etc/GMT-${ahead}`;
}

export default {
  resolve: {
    // The packages belong to the screen; the journeys stand outside its folder.
    alias: [
      { find: /^(axe-core|playwright-core|react-intl|vitest)$/, replacement: `${packages}$1` },
    ],
  },
  test: {
    root: fileURLToPath(new URL(".", import.meta.url)),
    include: ["*.spec.ts"],
    env: { TZ: morning() },
    pool: "forks",
    maxWorkers: 2,
    retry: 0,
    allowOnly: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
} satisfies ViteUserConfig;
