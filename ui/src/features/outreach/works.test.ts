import { expect, test } from "vitest";
import type { NamedShare } from "../../contract/generated";
import { best } from "./works";

function share(code: string, reached: number, made: number): NamedShare {
  return { code, label: null, share: { reached, made } };
}

test("R216: the best way is the one that reached most of those it was tried with", () => {
  const shares = [share("phone", 2, 8), share("in_person_street", 3, 5), share("text", 0, 6)];
  expect(best(shares)?.code).toBe("in_person_street");
});

test("what was tried once or twice, or reached nobody, is no best way", () => {
  expect(best([share("video", 2, 2), share("text", 0, 6)])).toBeNull();
});
