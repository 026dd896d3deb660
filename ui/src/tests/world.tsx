// A small world for component tests: a runtime that answers from a table, both languages, one clock.
import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Unkept, UnkeptContext } from "../app/flush";
import { makeQueryClient } from "../contract/query";
import { RuntimeContext, type Answer, type Notice, type Runtime } from "../contract/runtime";
import { InLocale } from "../kit/Locale/Locale";
import { NowContext, type Locale } from "../words/words";

/** Tuesday, February 3, 2026, 9:26 am. */
export const tuesday = new Date(2026, 1, 3, 9, 26).getTime();

export interface Told {
  name: string;
  body: unknown;
}

export class FakeRuntime implements Runtime {
  readonly told: Told[] = [];
  #listeners = new Set<(notice: Notice) => void>();

  constructor(readonly answers: Record<string, (body: unknown) => Answer | Promise<Answer>>) {}

  async ask(name: string, body: unknown): Promise<Answer> {
    this.told.push({ name, body });
    const answer = this.answers[name];
    if (!answer) return { failure: { code: "not_here" } };
    return answer(body);
  }

  notices(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How often a request was made. */
  count(name: string): number {
    return this.told.filter((told) => told.name === name).length;
  }

  say(notice: Notice): void {
    for (const listener of this.#listeners) listener(notice);
  }
}

export interface World {
  runtime: FakeRuntime;
  client: QueryClient;
  unkept: Unkept;
  Around: (props: { children: ReactNode }) => ReactNode;
}

export function makeWorld(
  answers: ConstructorParameters<typeof FakeRuntime>[0] = {},
  locale: Locale = "en-US",
): World {
  const runtime = new FakeRuntime(answers);
  const client = makeQueryClient();
  const unkept = new Unkept();
  const now = () => tuesday;
  const Around = ({ children }: { children: ReactNode }) => (
    <RuntimeContext value={runtime}>
      <QueryClientProvider client={client}>
        <UnkeptContext value={unkept}>
          <NowContext value={now}>
            <InLocale locale={locale}>{children}</InLocale>
          </NowContext>
        </UnkeptContext>
      </QueryClientProvider>
    </RuntimeContext>
  );
  return { runtime, client, unkept, Around };
}

export function show(children: ReactNode, world: World = makeWorld()) {
  return { ...render(children, { wrapper: world.Around }), world };
}
