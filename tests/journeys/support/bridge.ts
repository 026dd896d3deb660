// The world of a journey: the bridge with the real core, a demo clinic, its network, and the satchels of its people.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { vi } from "vitest";
import type { RequestOf, ResponseOf } from "../../../ui/src/contract/ask";
import type { RequestName } from "../../../ui/src/contract/generated";
import type { Answer } from "../../../ui/src/contract/runtime";

/** A satchel that is somebody's. */
export interface Seat {
  url: string;
  passphrase: string;
}

/** A computer that is nobody's yet, and the sheet of paper that comes with it. */
export interface Computer {
  url: string;
  address: string;
  code: string;
  fingerprint: string;
}

export interface Made {
  satchels: Record<string, Seat>;
  computers: Record<string, Computer>;
}

export const ines = "Inés Carranza";
export const deborah = "Deborah Achterberg";
export const ruth = "Ruth Amat";

function program(): string {
  const path =
    process.env["SATCHEL_BRIDGE"] ?? join(homedir(), ".cache/satchel/target/debug/satchel-bridge");
  if (!existsSync(path)) {
    throw new Error(`there is no ${path}: cargo build -p satchel-tests --bin satchel-bridge`);
  }
  return path;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
  return answer.json();
}

/** Asks the core itself, for what a person need not see to know; never refused. */
export async function ask<N extends RequestName>(
  { url }: { url: string },
  name: N,
  body: RequestOf<N>,
): Promise<ResponseOf<N>> {
  const answer = (await post(`${url}/ask`, { name, body })) as Answer;
  if ("failure" in answer) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.ok as ResponseOf<N>;
}

/** Looks again until it holds. */
export function until(holds: () => Promise<void> | void, timeout = 20_000): Promise<void> {
  return vi.waitFor(holds, { timeout, interval: 50 });
}

export class World {
  private constructor(
    private readonly bridge: ChildProcess,
    /** Where the bridge answers; whoever expects TLS there finds a stranger. */
    readonly url: string,
  ) {}

  static async begin(): Promise<World> {
    const bridge = spawn(program(), ["0"], { stdio: ["ignore", "pipe", "inherit"] });
    process.once("exit", () => bridge.kill());
    for await (const line of createInterface({ input: bridge.stdout })) {
      const url = /listening on (\S+)/.exec(line)?.[1];
      if (url) return new World(bridge, url);
    }
    throw new Error("the bridge ended before it listened");
  }

  end(): void {
    this.bridge.kill();
  }

  /** A new clinic with these people's satchels, each caught up with it. */
  async of(wanted: { satchels?: string[]; computers?: string[] }): Promise<Made> {
    const made = (await post(`${this.url}/world`, wanted)) as Made;
    await Promise.all(Object.values(made.satchels).map((seat) => this.caughtUp(seat)));
    return made;
  }

  /** Waits until a satchel has exchanged everything with its clinic. */
  async caughtUp(seat: { url: string }): Promise<void> {
    await until(async () => {
      const { lastCompleteAt, unsent, now } = await ask(seat, "sync.show", {});
      if (lastCompleteAt === null || 0 < unsent || now.is !== "resting") {
        throw new Error(`the exchange is not complete: ${unsent} unsent, ${now.is}`);
      }
    });
  }

  async network(weather: "up" | "cut" | "silent" | "losing_pulls"): Promise<void> {
    await post(`${this.url}/world`, { network: weather });
  }

  /** The office gives a member to another lead. */
  async assigns(member: string, lead: string): Promise<void> {
    await post(`${this.url}/world`, { assign: { member, lead } });
  }

  /** A supervisor heard these words, and lets in whoever asked last. */
  async letsIn(words: string): Promise<void> {
    await post(`${this.url}/world`, { letsIn: words });
  }

  /** The clinic says whether a PIN may open its satchels. */
  async saysOfPins(pins: "allowed" | "forbidden"): Promise<void> {
    await post(`${this.url}/world`, { pins });
  }

  async passes(days: number): Promise<void> {
    await post(`${this.url}/world`, { passes: days * 86_400_000 });
  }
}
