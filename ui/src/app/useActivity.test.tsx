import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeWorld } from "../tests/world";
import { useActivity } from "./useActivity";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const press = () => {
  act(() => {
    window.dispatchEvent(new Event("keydown"));
  });
};
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

function someone() {
  const world = makeWorld({ "session.alive": () => ({ ok: {}, changes: [] }) });
  const hook = renderHook(() => useActivity(5), { wrapper: world.Around });
  return { hook, told: () => world.runtime.count("session.alive") };
}

test("typing tells the core at most twice a minute", async () => {
  const { told } = someone();
  for (let second = 0; second < 59; second += 1) {
    press();
    await pass(1_000);
  }
  expect(told()).toBe(2);
});

test("what was typed last is told too", async () => {
  const { told } = someone();
  press();
  await pass(5_000);
  press();
  expect(told()).toBe(1);
  await pass(60_000);
  expect(told()).toBe(2);
});

test("two minutes ahead the lock is announced, and a touch puts it off", async () => {
  const { hook } = someone();
  press();
  await pass(150_000);
  expect(hook.result.current.locksSoon).toBe(false);
  await pass(45_000);
  expect(hook.result.current.locksSoon).toBe(true);
  press();
  expect(hook.result.current.locksSoon).toBe(false);
});
