// A new computer becomes somebody's: what can go wrong says so, and nothing typed is lost on the way.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Word } from "../../ui/src/words/words";
import type { Computer } from "./support/bridge";
import type { Person } from "./support/person";
import { computerOf, Stage } from "./support/stage";

const stage = Stage.set();
const malik = "Malik Osei";
const ruth = "Ruth Amat";
const passphrase = "violet harbour seventy lamps";

interface Form {
  address: string;
  fingerprint: string;
  code: string;
  passphrase: string;
  again: string;
}

const labels: [keyof Form, Word][] = [
  ["address", "enrol.address"],
  ["fingerprint", "enrol.fingerprint"],
  ["code", "enrol.code"],
  ["passphrase", "enrol.passphrase"],
  ["again", "enrol.again"],
];

function sheet({ address, fingerprint, code }: Computer): Form {
  return { address, fingerprint, code, passphrase, again: passphrase };
}

/** A server on loopback that speaks HTTP, and nothing of TLS. */
async function plainServer(): Promise<string> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function sends(person: Person, form: Partial<Form>): Promise<void> {
  for (const [key, label] of labels) {
    const text = form[key];
    if (text !== undefined)
      await person.page.getByLabel(person.say(label), { exact: true }).fill(text);
  }
  await person.presses("enrol.go");
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("every refusal has its sentence, and the right sheet opens the day", async () => {
    const made = await stage.world.of({ computers: [malik, ruth] });
    const [his, hers] = [computerOf(made, malik), computerOf(made, ruth)];
    const person = await stage.sits(his);
    await person.heading("enrol.title").waitFor();
    await person.speaks(language);

    await seesForItself(person, his);
    await hearsFromTheCore(person, his);
    await hearsFromTheClinic(person, his);
    await person.heading("enrol.title").waitFor({ state: "detached" });
    await person.goes("caseload");
    await person.page.getByRole("radio", { name: person.say("caseload.team") }).waitFor();
    await person.leaves();

    const second = await stage.sits(hers);
    await second.heading("enrol.title").waitFor();
    await second.speaks(language);
    await sends(second, { ...sheet(hers), code: his.code });
    await second.sees("failure.code_used");
    await stage.world.passes(2);
    await sends(second, { code: hers.code });
    await second.sees("failure.code_expired");
    await second.leaves();
  });

  /** What the form says before it asks anybody. */
  async function seesForItself(person: Person, computer: Computer) {
    await sends(person, {});
    await person.sees("enrol.missing");
    await sends(person, { ...sheet(computer), fingerprint: "ab12" });
    await person.sees("enrol.badFingerprint", { n: 4 });
    await sends(person, { fingerprint: computer.fingerprint, again: "violet harbour" });
    await person.sees("enrol.notSame");
    expect(person.asked("session.enrol")).toEqual([]);
  }

  async function hearsFromTheCore(person: Person, computer: Computer) {
    await sends(person, { passphrase: "password1", again: "password1" });
    await person.reads(person.begins("failure.weak_passphrase", { characters: "", words: "" }, 20));
    await sends(person, { passphrase, again: passphrase, address: "the clinic" });
    await person.sees("failure.address_malformed");
    await sends(person, { address: await plainServer() });
    await person.sees("failure.not_tls");
    const other = computer.fingerprint.startsWith("0") ? "1" : "0";
    const fingerprint = `${other}${computer.fingerprint.slice(1)}`;
    await sends(person, { address: computer.address, fingerprint });
    await person.sees("failure.other_certificate");
    await stage.world.network("cut");
    await sends(person, { fingerprint: computer.fingerprint });
    await person.sees("enrol.noClinic");
    await stage.world.network("up");
  }

  async function hearsFromTheClinic(person: Person, computer: Computer) {
    await sends(person, { code: "ZZZZ-ZZZZ-ZZZZ" });
    await person.sees("failure.code_unknown");
    await sends(person, { code: computer.code.toLowerCase() });
  }
});
