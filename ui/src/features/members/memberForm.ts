// Between the forms about a member and what is sent: whole fields, and only those changed. Pure.
import { anyChanged, same, type Edit } from "../../app/edit";
import type {
  HomeKind,
  Member,
  MemberEdit,
  Names,
  Phone,
  Risk,
  Voicemail,
} from "../../contract/generated";

export interface ContactForm {
  phones: Phone[];
  homeKind: HomeKind;
  homeWords: string;
  /** "" when not known. */
  homeSince: string;
  doorSay: string;
  voicemail: Voicemail;
  dangers: string;
}

export function contactOf({ phones, home, door }: Member): ContactForm {
  return {
    phones,
    homeKind: home?.kind ?? "unknown",
    homeWords: home?.words ?? "",
    homeSince: home?.since ?? "",
    doorSay: door?.say ?? "",
    // What is not known is handled with care.
    voicemail: door?.voicemail ?? "never",
    dangers: door?.dangers ?? "",
  };
}

export function contactChange(member: string, { form, base, seen }: Edit<ContactForm>): MemberEdit {
  const entry: MemberEdit = { member, seen };
  if (!same(form.phones, base.phones)) {
    entry.phones = form.phones
      .map(({ number, use }) => ({ number: number.trim(), use: use.trim() }))
      .filter(({ number }) => number !== "");
  }
  if (anyChanged(base, form, ["homeKind", "homeWords", "homeSince"])) {
    const { homeKind: kind, homeWords, homeSince } = form;
    entry.home = { kind, words: homeWords.trim(), ...(homeSince ? { since: homeSince } : {}) };
  }
  if (anyChanged(base, form, ["doorSay", "voicemail", "dangers"])) {
    const { doorSay, voicemail, dangers } = form;
    entry.door = { say: doorSay.trim(), voicemail, dangers: dangers.trim() };
  }
  return entry;
}

export interface AboutForm {
  given: string;
  family: string;
  preferred: string;
  /** The names as they were, for the parts the form does not show. */
  names: Names;
  pronouns: string;
  /** The preferred one first; "" for a place that is not filled. */
  languages: string[];
  risk: Risk | null;
}

export function aboutOf({ names, pronouns, languages, risk }: Member): AboutForm {
  return {
    given: names.given.join(" "),
    family: names.family,
    preferred: names.preferred ?? "",
    names,
    pronouns: pronouns ?? "",
    languages,
    risk,
  };
}

function namesOf(form: AboutForm, base: AboutForm): Names {
  const { preferred: _, ...names } = base.names;
  const preferred = form.preferred.trim();
  return {
    ...names,
    // A given name of two words stays one name while nobody changes it.
    given: form.given === base.given ? names.given : form.given.split(/\s+/).filter(Boolean),
    family: form.family.trim(),
    ...(preferred ? { preferred } : {}),
  };
}

export function aboutChange(member: string, { form, base, seen }: Edit<AboutForm>): MemberEdit {
  const entry: MemberEdit = { member, seen };
  if (anyChanged(base, form, ["given", "family", "preferred"])) entry.names = namesOf(form, base);
  if (form.pronouns !== base.pronouns) entry.pronouns = form.pronouns.trim();
  if (!same(form.languages, base.languages)) {
    entry.languages = Array.from(new Set(form.languages.filter(Boolean)));
  }
  if (form.risk && form.risk !== base.risk) entry.risk = form.risk;
  return entry;
}
