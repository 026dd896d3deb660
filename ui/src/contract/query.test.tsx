import { act, renderHook, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { makeWorld, show } from "../tests/world";
import { heed, useForgetting } from "../app/useNotices";
import { dependsOn, useAsk, useTell } from "./query";
import type { Answer } from "./runtime";

const ok = (value: unknown, changes: ("settings" | "sync" | "tasks")[] = []): Answer => ({
  ok: value,
  changes,
});

test("a request depends on its own topics and on no others", () => {
  expect(dependsOn("settings.show", ["settings"])).toBe(true);
  expect(dependsOn("settings.show", ["sync", "visits"])).toBe(false);
  expect(dependsOn("nothing.known", ["settings"])).toBe(false);
});

function Size() {
  const { data } = useAsk("settings.show", {});
  return <p>{data ? `size ${data.textSize}` : "…"}</p>;
}

test("what a change names is read again, and nothing else", async () => {
  let textSize = 100;
  const world = makeWorld({
    "settings.show": () => ok({ textSize }),
    "session.show": () => ok({}),
    "settings.put": () => {
      textSize = 150;
      return ok({}, ["settings"]);
    },
  });
  show(<Size />, world);
  await screen.findByText("size 100");
  const session = renderHook(() => useAsk("session.show", {}), { wrapper: world.Around });
  await waitFor(() => expect(session.result.current.data).toBeDefined());

  const put = renderHook(() => useTell("settings.put"), { wrapper: world.Around });
  const settings = {
    language: "en",
    theme: "system",
    contrast: "system",
    textSize: 150,
    hideNames: false,
  } as const;
  await act(async () => {
    await put.result.current.tell({ settings });
  });
  await screen.findByText("size 150");
  expect(world.runtime.count("session.show")).toBe(1);
});

test("what changed while the first answer was on its way is read again when it has come", async () => {
  const answers: ((answer: Answer) => void)[] = [];
  const world = makeWorld({
    "settings.show": () => new Promise<Answer>((resolve) => answers.push(resolve)),
    "settings.put": () => ok({}, ["settings"]),
  });
  show(<Size />, world);
  await waitFor(() => expect(answers).toHaveLength(1));
  const put = renderHook(() => useTell("settings.put"), { wrapper: world.Around });
  const settings = {
    language: "en",
    theme: "system",
    contrast: "system",
    textSize: 150,
    hideNames: false,
  } as const;
  const told = act(() => put.result.current.tell({ settings }));
  await waitFor(() => expect(world.runtime.count("settings.put")).toBe(1));
  // It was made before the change, and comes after it.
  answers[0]?.(ok({ textSize: 100 }));
  await waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.(ok({ textSize: 150 }));
  await told;
  await screen.findByText("size 150");
});

test("a refusal is an answer, not an exception", async () => {
  const world = makeWorld({ "session.unlock": () => ({ failure: { code: "wrong_passphrase" } }) });
  const unlock = renderHook(() => useTell("session.unlock"), { wrapper: world.Around });
  const told = await act(() => unlock.result.current.tell({ passphrase: "no" }));
  expect(told).toEqual({ failure: { code: "wrong_passphrase" } });
  expect(unlock.result.current.failure).toEqual({ code: "wrong_passphrase" });
  act(() => unlock.result.current.forget());
  expect(unlock.result.current.failure).toBeUndefined();
});

test("a core that does not answer is said, not thrown", async () => {
  const world = makeWorld({
    "session.lock": () => Promise.reject(new Error("the pipe is broken")),
  });
  const lock = renderHook(() => useTell("session.lock"), { wrapper: world.Around });
  expect(await act(() => lock.result.current.tell({}))).toEqual({ failure: { code: "no_answer" } });
});

test("a satchel that is not open leaves nothing about members behind", async () => {
  const world = makeWorld({
    "people.find": () => ok({ people: [] }),
    "session.show": () => ok({}),
  });
  const shown = renderHook(({ open }) => useForgetting(open), {
    wrapper: world.Around,
    initialProps: { open: true },
  });
  const people = renderHook(() => useAsk("people.find", { text: "" }), { wrapper: world.Around });
  await waitFor(() => expect(people.result.current.data).toBeDefined());
  people.unmount();
  shown.rerender({ open: false });
  expect(world.client.getQueryCache().getAll()).toEqual([]);
});

test("a lock that is heard of when it is open again takes nothing from the screen", async () => {
  let asked = 0;
  let answerSession = () => {};
  const held = new Promise<Answer>((resolve) => {
    answerSession = () => resolve(ok({}));
  });
  const world = makeWorld({
    "session.show": () => held,
    "people.find": () => ok({ asked: ++asked }),
  });
  renderHook(() => useAsk("session.show", {}), { wrapper: world.Around });
  const heard = heed(world.client, { kind: "locked", why: "asked" });
  renderHook(() => useAsk("people.find", { text: "" }), { wrapper: world.Around });
  await waitFor(() => expect(asked).toBe(1));
  answerSession();
  await heard;
  await heed(world.client, { kind: "changed", topics: ["members"] });
  expect(asked).toBe(2);
});

test("whoever begins to listen looks again", async () => {
  let asked = 0;
  const world = makeWorld({ "people.find": () => ok({ asked: ++asked }) });
  renderHook(() => useAsk("people.find", { text: "" }), { wrapper: world.Around });
  await waitFor(() => expect(asked).toBe(1));
  await heed(world.client, { kind: "heard" });
  expect(asked).toBe(2);
});
