// One typed request. This is the only place where an answer of the core is given its type:
// the contract is printed from the core, so the type is a fact, not a hope.
import type { Failure, RequestName, Requests, Topic } from "./generated";
import type { Runtime } from "./runtime";

export type RequestOf<N extends RequestName> = Requests[N]["request"];
export type ResponseOf<N extends RequestName> = Requests[N]["response"];

/** A request the core would not carry out; `failure` says why. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
    this.name = "Refusal";
  }
}

export async function ask<N extends RequestName>(
  runtime: Runtime,
  name: N,
  body: RequestOf<N>,
): Promise<{ value: ResponseOf<N>; changes: Topic[] }> {
  const answer = await runtime.ask(name, body);
  if ("failure" in answer) throw new Refusal(answer.failure);
  return { value: answer.ok as ResponseOf<N>, changes: answer.changes };
}

/** Why something was not done: what the core says, or that it did not answer at all. */
export type Problem = Failure | { code: "no_answer" };

export function problemOf(error: unknown): Problem {
  return error instanceof Refusal ? error.failure : { code: "no_answer" };
}
