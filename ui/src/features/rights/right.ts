// A request while it is being written down. Pure, so that it can be tested.
import type {
  AskedBy,
  AskRight,
  ContactOtherwise,
  ContactWay,
  RecipientKind,
  RequestHow,
  Restriction,
  RightKind,
  ShareFor,
  Tag,
} from "../../contract/generated";

export interface RightForm {
  kind: RightKind;
  askedBy: AskedBy;
  representative: string;
  how: RequestHow;
  words: string;
  on: string;
  /** What is to be put right; empty for the record as a whole. */
  about: string;
  /** A segment, or everything. */
  segment: Tag | "none";
  toKind: RecipientKind;
  toName: string;
  purposes: ShareFor[];
  paidHerself: boolean;
  phone: string;
  address: string;
  never: ContactWay[];
  confidential: boolean;
  contactWords: string;
}

export function emptyRight(today: string): RightForm {
  return {
    kind: "copy",
    askedBy: "member",
    representative: "",
    how: "in_person",
    words: "",
    on: today,
    about: "",
    segment: "none",
    toKind: "plan",
    toName: "",
    purposes: [],
    paidHerself: false,
    phone: "",
    address: "",
    never: [],
    confidential: false,
    contactWords: "",
  };
}

export function restrictionOf(form: RightForm): Restriction {
  return {
    about: form.segment === "none" ? null : form.segment,
    toKind: form.toKind,
    toName: form.toName.trim(),
    purposes: form.purposes,
    paidHerself: form.paidHerself,
  };
}

export function contactOf(form: RightForm): ContactOtherwise {
  return {
    phone: form.phone.trim(),
    address: form.address.trim(),
    never: form.never,
    confidential: form.confidential,
    words: form.contactWords.trim(),
  };
}

/** What is sent; nothing while its day is not a day. */
export function askOf(member: string, form: RightForm): AskRight | null {
  if (form.on === "") return null;
  const { kind, askedBy, how, words, on } = form;
  return {
    member,
    kind,
    askedBy,
    representative: askedBy === "representative" ? form.representative : "",
    how,
    words,
    on,
    about: kind === "amend" && form.about !== "" ? form.about : null,
    restriction: kind === "restrict" ? restrictionOf(form) : null,
    contact: kind === "contact_otherwise" ? contactOf(form) : null,
  };
}
