import { expect, test } from "vitest";
import { handOver, lengthOf, readPhoto } from "./photo";

function photograph(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, at) => (at * 31) % 256);
}

async function parts(length: number) {
  const photo = await readPhoto(new File([photograph(length)], "card.jpg", { type: "image/jpeg" }));
  const said: { from: number; bytes: string }[] = [];
  const refused = await handOver(
    photo,
    ({ bytes }) => {
      expect(bytes).toBe(length);
      return Promise.resolve({ ok: {} });
    },
    (part) => {
      said.push(part);
      return Promise.resolve({ ok: {} });
    },
  );
  expect(refused).toBeUndefined();
  return said;
}

test("a photograph goes over in parts that join on to one another", async () => {
  for (const length of [1, 2, 3, 196_608, 196_609, 500_000]) {
    // oxlint-disable-next-line no-await-in-loop
    const said = await parts(length);
    let at = 0;
    for (const { from, bytes } of said) {
      expect(from).toBe(at);
      at += lengthOf(bytes);
    }
    expect(at).toBe(length);
    const whole = said.map(({ bytes }) => atob(bytes)).join("");
    expect(whole).toBe(
      String.fromCodePoint(...photograph(Math.min(length, 60_000))) + whole.slice(60_000),
    );
  }
});

test("a part that is refused ends it", async () => {
  const photo = await readPhoto(new File([photograph(10)], "card.jpg"));
  const failure = { code: "disk_full" } as const;
  const ok = () => Promise.resolve({ ok: {} });
  const refuse = () => Promise.resolve({ failure });
  expect(await handOver(photo, refuse, ok)).toBe(failure);
  expect(await handOver(photo, ok, refuse)).toBe(failure);
});
