// A consent while it is being filled in, and what it says in plain words. Pure, so that it can be tested.
import type {
  AddConsent,
  Answered,
  ConsentKind,
  Provision,
  RecipientKind,
  ShareFor,
  Signing,
  SignedBy,
  Tag,
} from "../../contract/generated";

/** A segment, or everything that is set apart from nothing. */
export type About = Tag | "none";

export interface ConsentForm {
  kind: ConsentKind;
  refused: boolean;
  refusedWhy: string;
  /** Null for anybody, which only a form of the state may be for. */
  toKind: RecipientKind | null;
  toName: string;
  purposes: ShareFor[];
  answers: Partial<Record<About, Answered>>;
  language: string;
  signedBy: SignedBy;
  signer: string;
  on: string;
  until: string;
  how: Signing["how"];
  strokes: [number, number][][];
  paper: string | null;
  witness: string;
}

export function emptyConsent(language: string, today: string, minor: boolean): ConsentForm {
  return {
    kind: "ecm_opt_in",
    refused: false,
    refusedWhy: "",
    toKind: "community",
    toName: "",
    purposes: [],
    answers: {},
    language,
    signedBy: minor ? "parent" : "member",
    signer: "",
    on: today,
    until: "",
    how: "verbal",
    strokes: [],
    paper: null,
    witness: "",
  };
}

const rest: readonly About[] = [
  "sud",
  "mh",
  "hiv",
  "repro",
  "gac",
  "dv",
  "minor",
  "genetic",
  "justice",
];

/** What a form asks about; empty for a form that is not about sharing. */
export function asksAbout(kind: ConsentKind): readonly About[] {
  switch (kind) {
    case "roi":
      return ["none", ...rest];
    case "ascmi_ab133":
    case "ascmi_non_ab133":
      return ["none", "part2", ...rest];
    case "part2_tpo":
    case "part2_specific":
      return ["part2"];
    case "counselling_notes":
      return ["psychnotes"];
    case "ecm_opt_in":
    case "ecm_decline":
    case "photo":
    case "contact_sms_email":
      return [];
  }
}

/** Whether it is the state's authorization, which may be for anybody. */
export function isOfTheState(kind: ConsentKind): boolean {
  return kind === "ascmi_ab133" || kind === "ascmi_non_ab133";
}

/** The same form for something else: how it is signed and for whom begins anew. */
export function forKind(form: ConsentForm, kind: ConsentKind): Partial<ConsentForm> {
  const toKind = isOfTheState(kind) ? null : (form.toKind ?? "community");
  return { kind, toKind, how: asksAbout(kind).length === 0 ? "verbal" : "touch" };
}

/** Whether somebody else than she signs. */
export function isForHer(by: SignedBy): boolean {
  return by === "parent" || by === "guardian" || by === "conservator";
}

export function provisionsOf(form: ConsentForm): Provision[] {
  return asksAbout(form.kind).map((about) => {
    const answered = form.answers[about] ?? "not_asked";
    return {
      about: about === "none" ? null : about,
      answered,
      toKind: form.toKind,
      toName: form.toName.trim(),
      purposes: answered === "share" ? form.purposes : [],
    };
  });
}

function signingOf(form: ConsentForm): Signing {
  if (form.how === "touch") return { how: "touch", strokes: form.strokes };
  if (form.how === "paper" && form.paper !== null) return { how: "paper", document: form.paper };
  return { how: "verbal", witness: form.witness.trim() };
}

/** The request; null while the photo of the paper is not chosen. */
export function consentOf(member: string, seen: string[], form: ConsentForm): AddConsent | null {
  if (form.on === "" || (form.how === "paper" && form.paper === null && !form.refused)) return null;
  return {
    member,
    seen,
    kind: form.kind,
    form: "",
    language: form.language,
    signedBy: form.signedBy,
    signer: isForHer(form.signedBy) ? form.signer.trim() : "",
    signing: form.refused ? { how: "verbal", witness: form.witness.trim() } : signingOf(form),
    on: form.on,
    until: form.until === "" || asksAbout(form.kind).length === 0 ? null : form.until,
    provisions: provisionsOf(form),
    refused: form.refused ? form.refusedWhy.trim() : null,
  };
}

/** Provisions that say the same to the same people, as one sentence each. */
export interface Saying {
  answered: "share" | "deny";
  toKind: RecipientKind | null;
  toName: string;
  purposes: ShareFor[];
  about: About[];
}

export function sayings(provisions: readonly Provision[]): Saying[] {
  const all: Saying[] = [];
  for (const one of provisions) {
    if (one.answered === "not_asked") continue;
    const next: Saying = {
      answered: one.answered,
      toKind: one.toKind ?? null,
      toName: one.toName ?? "",
      purposes: one.purposes ?? [],
      about: [one.about ?? "none"],
    };
    const alike = all.find(
      (other) => JSON.stringify({ ...other, about: [] }) === JSON.stringify({ ...next, about: [] }),
    );
    if (alike) alike.about.push(...next.about);
    else all.push(next);
  }
  return all;
}
