import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../contract/runtime";
import { makeWorld } from "../tests/world";
import { useDraft } from "./useDraft";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const text = (kept: unknown) => (typeof kept === "string" ? kept : null);
const about = { about: "visit:1", member: "rosa" };
const none: Answer = { ok: { body: null, keptAt: null }, changes: [] };

async function draftIn(answers: Record<string, () => Answer> = {}) {
  const world = makeWorld({
    "drafts.show": () => none,
    "drafts.keep": () => ({ ok: { keptAt: 7 }, changes: ["drafts"] }),
    "drafts.drop": () => ({ ok: {}, changes: ["drafts"] }),
    ...answers,
  });
  const hook = renderHook(() => useDraft(about, "", text), { wrapper: world.Around });
  await act(() => vi.advanceTimersByTimeAsync(0));
  const kept = () =>
    world.runtime.told.filter((told) => told.name === "drafts.keep").map((told) => told.body);
  return { world, hook, kept };
}

const keep = (words: string) => ({ ...about, body: JSON.stringify(words) });

test("a pause in typing is kept", async () => {
  const { hook, kept } = await draftIn();
  act(() => hook.result.current.set("She slept"));
  expect(kept()).toEqual([]);
  await act(() => vi.advanceTimersByTimeAsync(400));
  expect(kept()).toEqual([keep("She slept")]);
  expect(hook.result.current.keptAt).toBe(7);
});

test("typing without a pause is kept within a second", async () => {
  const { hook, kept } = await draftIn();
  for (let typed = 1; typed <= 10; typed += 1) {
    act(() => hook.result.current.set("a".repeat(typed)));
    await act(() => vi.advanceTimersByTimeAsync(150));
  }
  expect(kept()[0]).toEqual(keep("a".repeat(7)));
});

test("leaving the page keeps at once", async () => {
  const { hook, kept } = await draftIn();
  act(() => hook.result.current.set("Half a sen"));
  hook.unmount();
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(kept()).toEqual([keep("Half a sen")]);
});

test("locking waits for what is typed", async () => {
  const { world, hook, kept } = await draftIn();
  act(() => hook.result.current.set("Before the lock"));
  await act(() => world.unkept.flush());
  expect(kept()).toEqual([keep("Before the lock")]);
});

test("hiding the window keeps at once", async () => {
  const { hook, kept } = await draftIn();
  act(() => hook.result.current.set("Lid closed"));
  document.dispatchEvent(new Event("visibilitychange"));
  await act(() => vi.advanceTimersByTimeAsync(0));
  expect(kept()).toEqual([keep("Lid closed")]);
});

test("what was kept before is there again", async () => {
  const { hook } = await draftIn({
    "drafts.show": () => ({ ok: { body: '"Typed before the crash"', keptAt: 5 }, changes: [] }),
  });
  expect(hook.result.current.value).toBe("Typed before the crash");
  expect(hook.result.current.keptAt).toBe(5);
  expect(hook.result.current.ready).toBe(true);
});

test("a text that could not be kept is said, and kept with the next pause", async () => {
  let full = true;
  const { hook, kept } = await draftIn({
    "drafts.keep": () =>
      full ? { failure: { code: "disk_full" } } : { ok: { keptAt: 9 }, changes: [] },
  });
  act(() => hook.result.current.set("One"));
  await act(() => vi.advanceTimersByTimeAsync(400));
  expect(hook.result.current.problem).toEqual({ code: "disk_full" });
  full = false;
  await act(() => hook.result.current.flush());
  expect(kept()).toEqual([keep("One"), keep("One")]);
  expect(hook.result.current.problem).toBeUndefined();
});

test("a dropped draft is not kept again", async () => {
  const { world, hook, kept } = await draftIn();
  act(() => hook.result.current.set("Thrown away"));
  await act(() => hook.result.current.drop(""));
  hook.unmount();
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(kept()).toEqual([]);
  expect(world.runtime.count("drafts.drop")).toBe(1);
});
