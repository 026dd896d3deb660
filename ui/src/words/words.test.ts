import { expect, test } from "vitest";
import * as contract from "../contract/generated";
import en from "./en.json";
import es from "./es.json";
import { isWord } from "./words";

/** The names between braces at the top of a message: what the code must give it. */
function placeholders(message: string): string[] {
  const names: string[] = [];
  let depth = 0;
  let name = "";
  for (const char of message) {
    if (char === "{") {
      depth += 1;
      name = "";
    } else if (char === "}" || char === ",") {
      if (depth % 2 === 1 && /^\w+$/.test(name.trim())) names.push(name.trim());
      name = "";
      if (char === "}") depth -= 1;
    } else name += char;
  }
  return [...new Set(names)].toSorted();
}

const ids = Object.keys(en);
const other: Record<string, string> = es;

test("both languages have the same sentences", () => {
  expect(Object.keys(es)).toEqual(ids);
});

test("both languages ask for the same values", () => {
  const source: Record<string, string> = en;
  const differing = ids.filter(
    (id) =>
      JSON.stringify(placeholders(source[id] ?? "")) !==
      JSON.stringify(placeholders(other[id] ?? "")),
  );
  expect(differing).toEqual([]);
});

test("no sentence is empty, shouts, or says oops", () => {
  const all = [...Object.values(en), ...Object.values(es)];
  expect(
    all.filter((sentence) => sentence.trim() === "" || /[!¡]|oops|success/i.test(sentence)),
  ).toEqual([]);
});

test("every code of the contract has a word", () => {
  const lists: Record<string, readonly string[]> = {
    absent: contract.allAbsent,
    answeredBy: contract.allAnsweredBy,
    askedHow: contract.allAskedHow,
    company: contract.allCompany,
    interpreter: contract.allInterpreter,
    safetyAct: contract.allSafetyAct,
    subject: contract.allSubject,
    careStanding: contract.allCareStanding,
    datingMethod: contract.allDatingMethod,
    helperKind: contract.allHelperKind,
    infantStay: contract.allInfantStay,
    pregnancyEnding: contract.allPregnancyEnding,
    trimester: contract.allTrimester,
    offerSays: contract.allOfferSays,
    programmeStanding: contract.allProgrammeStanding,
    "audit.action": contract.allAuditAction,
    role: contract.allRole,
    problemStatus: contract.allProblemStatus,
    medicineStatus: contract.allMedicineStatus,
    encounterClass: contract.allEncounterClass,
    stage: contract.allStage,
    sex: contract.allSex,
    risk: contract.allRisk,
    homeKind: contract.allHomeKind,
    voicemail: contract.allVoicemail,
    coreService: contract.allCoreService,
    addendumReason: contract.allAddendumReason,
    domain: contract.allDomain,
    standing: contract.allStanding,
    goalStatus: contract.allGoalStatus,
    stepStatus: contract.allStepStatus,
    appointmentType: contract.allAppointmentType,
    modality: contract.allModality,
    meetingPlace: contract.allPlace,
    notHeldReason: contract.allNotHeldReason,
    why: contract.allWhy,
    purpose: contract.allPurpose,
    tag: contract.allTag,
    consentKind: contract.allConsentKind,
    consentStanding: contract.allConsentStanding,
    lack: contract.allLack,
    signedBy: contract.allSignedBy,
    answered: contract.allAnswered,
    withdrawnHow: contract.allWithdrawnHow,
    recipientKind: contract.allRecipientKind,
    shareFor: contract.allShareFor,
    basis: contract.allBasis,
    permit: contract.allPermit,
    askedBy: contract.allAskedBy,
    contactWay: contract.allContactWay,
    requestHow: contract.allRequestHow,
    rightKind: contract.allRightKind,
    rightStanding: contract.allRightStanding,
    rightStep: contract.allRightStep,
    channel: contract.allChannel,
    likenessStanding: contract.allLikenessStanding,
    likenessWhy: contract.allLikenessWhy,
    glassReason: contract.allGlassReason,
    glassVerdict: contract.allGlassVerdict,
    "review.why": contract.allReviewWhy,
    "review.status": contract.allReviewStatus,
  };
  const wanted = Object.entries(lists).flatMap(([list, codes]) =>
    codes.map((code) => `${list}.${code}`),
  );
  expect(wanted.filter((id) => !isWord(id))).toEqual([]);
});

/** Every failure there is: leaving one out, or inventing one, is a type error. */
const failures: Record<contract.Failure["code"] | "no_answer", true> = {
  no_answer: true,
  nothing_to_hand_over: true,
  incident_not_seen: true,
  pin_forbidden: true,
  nothing_to_share: true,
  must_be_granted: true,
  copy_denied: true,
  no_more_time: true,
  clinic_key_unknown: true,
  papers_unwritable: true,
  not_a_picture: true,
  picture_pending: true,
  picture_damaged: true,
  locked: true,
  glass_nobody: true,
  glass_several: true,
  glass_hers: true,
  glass_too_many: true,
  glass_emergency_only: true,
  glass_over: true,
  glass_longest: true,
  glass_guest: true,
  wrong_passphrase: true,
  keyring_entry_missing: true,
  keyring_locked: true,
  keyring_unavailable: true,
  other_devices_secret: true,
  vault_damaged: true,
  vault_from_the_future: true,
  vault_in_use: true,
  not_enrolled: true,
  already_enrolled: true,
  too_many_satchels: true,
  disk_full: true,
  store_unavailable: true,
  weak_passphrase: true,
  common_passphrase: true,
  wrong_pin: true,
  pin_gone: true,
  weak_pin: true,
  too_soon: true,
  no_way_back: true,
  recovery_needs_code: true,
  recovery_over: true,
  recovery_waits: true,
  recovery_other_key: true,
  refused: true,
  not_here: true,
  not_allowed: true,
  visit_is_over: true,
  visit_not_started: true,
  already_signed: true,
  lease_over: true,
  recalled: true,
  device_not_so: true,
  device_unsent: true,
  note_empty: true,
  note_without_service: true,
  ends_before_it_began: true,
  safety_open: true,
  already_corrected: true,
  no_such_step: true,
  reason_missing: true,
  enrolled_already: true,
  conflict_changed: true,
  already_decided: true,
  clinic_unreachable: true,
  clinic_slow: true,
  not_tls: true,
  network_sign_in: true,
  other_certificate: true,
  line_intercepted: true,
  certificate_date: true,
  answer_altered: true,
  clinic_busy: true,
  clinic_full: true,
  device_refused: true,
  clinic_fault: true,
  code_unknown: true,
  code_used: true,
  code_expired: true,
  code_for_another_device: true,
  address_malformed: true,
  bad_request: true,
  too_many_tries: true,
  versions_apart: true,
  out_of_memory: true,
  too_large: true,
  defect: true,
};

/** Every reason for which something is set aside at the clinic. */
const parked: Record<contract.Parked, true> = {
  out_of_scope: true,
  not_allowed: true,
  unknown_kind: true,
  too_large: true,
  malformed: true,
  broken_chain: true,
  bad_record: true,
  unsendable: true,
  lost_device: true,
  other: true,
};

test("every reason to set something aside has its words", () => {
  expect(Object.keys(parked).filter((code) => !isWord(`parked.${code}`))).toEqual([]);
});

test("every failure has a sentence", () => {
  expect(Object.keys(failures).filter((code) => !isWord(`failure.${code}`))).toEqual([]);
});
