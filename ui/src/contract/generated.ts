// Printed from crates/satchel/src/contract by `cargo xtask codegen`. Do not edit.

export type Day = string;
export type MemberId = string;
export type VisitId = string;
export type GoalId = string;
export type NeedId = string;
export type InterventionId = string;
export type TaskId = string;
export type DocumentId = string;
export type StaffId = string;
export type RecordId = string;
export type DeviceId = string;
export interface PersonName { use: string; text: string }
export interface Names { given: string[]; family: string; preferred?: string; others?: PersonName[] }
export interface RaceOrEthnicity { code: string; display: string; saidBy: string }
export interface Identifier { system: string; value: string }
export interface Phone { number: string; use: string }
export interface Address { lines: string[]; city: string; state: string; postalCode: string }
export interface Home { kind: HomeKind; words: string; since?: Day }
export interface Door { say: string; voicemail: Voicemail; dangers?: string }
export interface Source { system: string; file: string; entry: string; recorded?: Day }
export interface Coding { system: string; code: string; display: string }
export interface Words { text: string; language: string; translation: string }
export interface NoteDraft {
  narrative: string;
  services: CoreService[];
  goals: GoalId[];
  modality?: Modality;
  place?: Place;
  endedAt?: number;
}
export interface ItemAnswer { item: string; loinc?: string; codes?: string[]; absent?: Absent; from?: RecordId }
export interface Circumstances {
  how: AskedHow;
  language: string;
  interpreter: Interpreter;
  answeredBy: AnsweredBy;
  company: Company;
}
export interface SafetyAnswer { rule: string; act: SafetyAct; words?: string; at: number; tasks?: TaskId[] }
export interface KnownFact { what: KnownWhat; code?: string; says: string; on?: Day; source?: string; of: string }
export interface AreaAnswer {
  area: string;
  stands: AreaStanding;
  findings?: string;
  facts?: KnownFact[];
  until?: Day;
  on: Day;
}
export type Signing =
  | { how: "touch"; strokes: [number, number][][] }
  | { how: "paper"; document: DocumentId }
  | { how: "verbal"; witness: string };
export interface Provision {
  about?: Tag | null;
  answered: Answered;
  toKind?: RecipientKind | null;
  toName?: string;
  purposes?: ShareFor[];
}
export interface Recipient { kind: RecipientKind; name: string; address?: string; outOfState: boolean }
export interface Restriction {
  about?: Tag | null;
  things?: string[];
  toKind?: RecipientKind | null;
  toName?: string;
  purposes?: ShareFor[];
  paidHerself: boolean;
}
export interface ContactOtherwise {
  phone?: string;
  address?: string;
  never?: ContactWay[];
  confidential: boolean;
  words?: string;
}

export const allAbsent = ["asked_declined", "not_asked"] as const;
export type Absent = (typeof allAbsent)[number];
export const allAddendumReason = ["correction", "late_entry", "entered_in_error"] as const;
export type AddendumReason = (typeof allAddendumReason)[number];
export const allAnswered = ["share", "deny", "not_asked"] as const;
export type Answered = (typeof allAnswered)[number];
export const allAnsweredBy = ["member", "caregiver", "proxy"] as const;
export type AnsweredBy = (typeof allAnsweredBy)[number];
export const allAppointmentType = ["outreach", "assessment", "visit", "phone", "transition"] as const;
export type AppointmentType = (typeof allAppointmentType)[number];
export const allAskedBy = ["member", "representative"] as const;
export type AskedBy = (typeof allAskedBy)[number];
export const allAskedHow = ["in_person", "phone", "video", "on_tablet"] as const;
export type AskedHow = (typeof allAskedHow)[number];
export const allAuditAction = ["view", "search", "edit", "sign", "export", "enrol", "unlock", "unlock_failed", "lock", "passphrase", "recovery", "break_glass", "sync", "import", "assign", "administer", "device_lost", "device_found", "device_recalled", "device_wipe", "join", "segment", "audit_gap", "audit_fork"] as const;
export type AuditAction = (typeof allAuditAction)[number];
export const allBasis = ["herself", "within", "tpo", "ab133", "consent", "emergency", "guardian"] as const;
export type Basis = (typeof allBasis)[number];
export const allCareStanding = ["arranged", "done", "missed", "declined"] as const;
export type CareStanding = (typeof allCareStanding)[number];
export const allChannel = ["read_aloud", "handed_over", "phone", "fax", "mail", "secure_message"] as const;
export type Channel = (typeof allChannel)[number];
export const allCompany = ["alone", "accompanied", "not_asked"] as const;
export type Company = (typeof allCompany)[number];
export const allConsentKind = ["ecm_opt_in", "ecm_decline", "roi", "ascmi_ab133", "ascmi_non_ab133", "part2_tpo", "part2_specific", "counselling_notes", "photo", "contact_sms_email"] as const;
export type ConsentKind = (typeof allConsentKind)[number];
export const allConsentStanding = ["in_force", "not_yet", "expired", "withdrawn", "superseded", "incomplete", "refused", "of_age"] as const;
export type ConsentStanding = (typeof allConsentStanding)[number];
export const allContactWay = ["phone", "voicemail", "text", "mail", "email", "home_visit"] as const;
export type ContactWay = (typeof allContactWay)[number];
export const allCoreService = ["outreach", "assessment_and_plan", "coordination", "health_promotion", "transition", "family_supports", "community_referral"] as const;
export type CoreService = (typeof allCoreService)[number];
export const allDatingMethod = ["lmp", "ultrasound", "unknown"] as const;
export type DatingMethod = (typeof allDatingMethod)[number];
export const allDomain = ["physical", "mental", "substances", "oral", "development", "dementia", "long_term", "palliative", "trauma", "social", "food", "housing"] as const;
export type Domain = (typeof allDomain)[number];
export const allEncounterClass = ["emergency", "inpatient", "ambulatory"] as const;
export type EncounterClass = (typeof allEncounterClass)[number];
export const allGlassReason = ["emergency", "cover", "here", "other"] as const;
export type GlassReason = (typeof allGlassReason)[number];
export const allGlassVerdict = ["justified", "not_justified"] as const;
export type GlassVerdict = (typeof allGlassVerdict)[number];
export const allGoalStatus = ["not_started", "moving", "stuck", "reached", "let_go"] as const;
export type GoalStatus = (typeof allGoalStatus)[number];
export const allHelperKind = ["doula", "chw", "home_visitor"] as const;
export type HelperKind = (typeof allHelperKind)[number];
export const allHomeKind = ["own", "with_others", "shelter", "street", "vehicle", "institution", "unknown"] as const;
export type HomeKind = (typeof allHomeKind)[number];
export const allInfantStay = ["with_family", "nicu", "hospital", "elsewhere", "died"] as const;
export type InfantStay = (typeof allInfantStay)[number];
export const allInterpreter = ["none", "asker", "professional", "family"] as const;
export type Interpreter = (typeof allInterpreter)[number];
export const allLack = ["signature", "witness", "signer", "provisions", "recipient", "purpose", "end"] as const;
export type Lack = (typeof allLack)[number];
export const allLikenessStanding = ["certain", "likely", "possible"] as const;
export type LikenessStanding = (typeof allLikenessStanding)[number];
export const allLikenessWhy = ["cin", "name_and_birth", "name_and_swapped_birth", "name_and_phone", "near_name_and_birth", "near_name_and_phone", "name"] as const;
export type LikenessWhy = (typeof allLikenessWhy)[number];
export const allMedicineStatus = ["taking", "stopped", "on_hold", "unknown"] as const;
export type MedicineStatus = (typeof allMedicineStatus)[number];
export const allModality = ["in_person", "phone", "video"] as const;
export type Modality = (typeof allModality)[number];
export const allNotHeldReason = ["not_there", "declined", "cancelled", "unsafe"] as const;
export type NotHeldReason = (typeof allNotHeldReason)[number];
export const allOfferSays = ["open", "not_now", "declined"] as const;
export type OfferSays = (typeof allOfferSays)[number];
export const allPermit = ["release_or_word", "signed", "named", "part2", "part2_legal", "counselling_notes", "signs_herself", "newer_form", "restricted", "nothing"] as const;
export type Permit = (typeof allPermit)[number];
export const allPlace = ["home", "shelter", "street", "clinic", "hospital", "black_infant_health", "elsewhere", "remote"] as const;
export type Place = (typeof allPlace)[number];
export const allPregnancyEnding = ["live_birth", "stillbirth", "miscarriage", "termination", "ectopic"] as const;
export type PregnancyEnding = (typeof allPregnancyEnding)[number];
export const allProblemStatus = ["active", "resolved", "inactive"] as const;
export type ProblemStatus = (typeof allProblemStatus)[number];
export const allProgrammeStanding = ["in", "not_in"] as const;
export type ProgrammeStanding = (typeof allProgrammeStanding)[number];
export const allPurpose = ["consent", "identity", "letter", "medicine", "other"] as const;
export type Purpose = (typeof allPurpose)[number];
export const allRecipientKind = ["own_team", "treating_provider", "plan", "care_partner", "community", "family", "guardian", "member", "court", "other"] as const;
export type RecipientKind = (typeof allRecipientKind)[number];
export const allRequestHow = ["in_person", "phone", "writing", "message"] as const;
export type RequestHow = (typeof allRequestHow)[number];
export const allReviewOwner = ["lead", "supervisor"] as const;
export type ReviewOwner = (typeof allReviewOwner)[number];
export const allReviewStatus = ["open", "taken_over", "filed", "put_right", "right_as_it_is", "gone"] as const;
export type ReviewStatus = (typeof allReviewStatus)[number];
export const allReviewWhy = ["out_of_scope", "not_allowed", "broken_chain", "bad_record", "too_large", "unknown_kind", "unsendable", "lost_device", "malformed", "two_plans", "two_episodes", "unknown_goal", "same_person", "unknown_pregnancy", "left_draft"] as const;
export type ReviewWhy = (typeof allReviewWhy)[number];
export const allRightKind = ["see", "copy", "amend", "restrict", "contact_otherwise", "accounting"] as const;
export type RightKind = (typeof allRightKind)[number];
export const allRightStanding = ["received", "extended", "granted", "granted_in_part", "denied", "withdrawn", "ended"] as const;
export type RightStanding = (typeof allRightStanding)[number];
export const allRightStep = ["extended", "granted", "granted_in_part", "denied", "withdrawn", "disagreed", "ended"] as const;
export type RightStep = (typeof allRightStep)[number];
export const allRisk = ["high", "medium", "low"] as const;
export type Risk = (typeof allRisk)[number];
export const allRole = ["care_manager", "community_health_worker", "doula", "nurse", "supervisor", "biller", "auditor", "privacy_officer", "admin"] as const;
export type Role = (typeof allRole)[number];
export const allSafetyAct = ["no_danger_now", "called_988", "called_911", "reached_supervisor", "safety_plan", "other"] as const;
export type SafetyAct = (typeof allSafetyAct)[number];
export const allSaidBy = ["member", "family", "plan", "provider", "staff"] as const;
export type SaidBy = (typeof allSaidBy)[number];
export const allSex = ["female", "male", "other", "unknown"] as const;
export type Sex = (typeof allSex)[number];
export const allShareFor = ["treatment", "payment", "operations", "care_coordination", "benefits", "housing", "legal", "emergency", "own_request", "other"] as const;
export type ShareFor = (typeof allShareFor)[number];
export const allSignedBy = ["member", "emancipated_minor", "minor_living_apart", "parent", "guardian", "conservator"] as const;
export type SignedBy = (typeof allSignedBy)[number];
export const allStage = ["identified", "assigned", "outreach", "enrolled", "assessed", "planned", "active", "graduated", "disenrolled"] as const;
export type Stage = (typeof allStage)[number];
export const allStanding = ["has_need", "no_need", "later", "declined"] as const;
export type Standing = (typeof allStanding)[number];
export const allStepStatus = ["to_do", "done", "dropped"] as const;
export type StepStatus = (typeof allStepStatus)[number];
export const allSubject = ["depression", "anxiety", "substance_use", "social_needs", "trauma", "safety"] as const;
export type Subject = (typeof allSubject)[number];
export const allTag = ["part2", "sud", "mh", "psychnotes", "hiv", "repro", "gac", "dv", "minor", "genetic", "justice", "mandated_report", "worker_safety"] as const;
export type Tag = (typeof allTag)[number];
export const allTrimester = ["first", "second", "third"] as const;
export type Trimester = (typeof allTrimester)[number];
export const allVoicemail = ["never", "name_only", "detailed"] as const;
export type Voicemail = (typeof allVoicemail)[number];
export const allWhy = ["missing", "too_long", "too_many", "in_the_future", "too_long_ago", "before_the_start", "before_conception", "longer_than_a_pregnancy", "too_early_for_a_birth", "late_for_a_miscarriage", "more_births_than_pregnancies", "birth_not_written", "older_than_the_mother", "not_of_this_birth", "more_than_were_born", "entered_twice", "malformed", "unprintable"] as const;
export type Why = (typeof allWhy)[number];
export const allWithdrawnHow = ["verbal", "written"] as const;
export type WithdrawnHow = (typeof allWithdrawnHow)[number];
export const allAreaStanding = ["assessed", "no_need", "declined", "deferred"] as const;
export type AreaStanding = (typeof allAreaStanding)[number];
export const allKnownWhat = ["home", "language", "screening", "problem", "medicine", "allergy", "encounter", "pregnancy", "perinatal", "support", "programme", "stated", "household", "health_plan", "need", "outside_plan"] as const;
export type KnownWhat = (typeof allKnownWhat)[number];
export const allSuggestedBy = ["area", "screening", "population"] as const;
export type SuggestedBy = (typeof allSuggestedBy)[number];
export const glassMinutes = 60;

export type AddAddendum = { 
/**
 * The note.
 */
note: RecordId, 
/**
 * What it does.
 */
reason: AddendumReason, 
/**
 * The words.
 */
text: string, };
export type AddAttempt = { 
/**
 * Whom.
 */
member: MemberId, 
/**
 * How, by the catalogue's code.
 */
method: string, 
/**
 * What came of it, by the catalogue's code.
 */
outcome: string, 
/**
 * When, milliseconds; absent for now.
 */
at: number | null, 
/**
 * Where, in words; may be empty.
 */
whereWords: string, 
/**
 * BCP 47; may be empty.
 */
language: string, 
/**
 * Minutes it took.
 */
minutes: number | null, 
/**
 * In a few words; may be empty.
 */
words: string, 
/**
 * The day she asked to be asked again.
 */
again: Day | null, };
export type AddConsent = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The records that were on the screen: it takes the place of those of its kind, and stands against no other
 * withdrawal.
 */
seen: RecordId[], 
/**
 * What it is for.
 */
kind: ConsentKind, 
/**
 * Which edition of the form; may be empty.
 */
form: string, 
/**
 * The language it was gone through in, BCP 47.
 */
language: string, 
/**
 * Who signed.
 */
signedBy: SignedBy, 
/**
 * Who that is; may be empty.
 */
signer: string, 
/**
 * How.
 */
signing: Signing, 
/**
 * The day it was signed.
 */
on: Day, 
/**
 * Until this day.
 */
until: Day | null, 
/**
 * Segment by segment.
 */
provisions: Provision[], 
/**
 * She said no, and why.
 */
refused: string | null, };
export type AddendumView = { 
/**
 * What it does.
 */
reason: AddendumReason, 
/**
 * The words.
 */
text: string, 
/**
 * As printed under it.
 */
signature: string, 
/**
 * The device's clock at signing, milliseconds.
 */
signedAt: number, 
/**
 * When the clinic received it, milliseconds.
 */
receivedAt: number | null, 
/**
 * Whether hash and signature hold.
 */
verified: boolean, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type AdvanceEpisode = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Where to.
 */
stage: Stage, 
/**
 * Why; must be given where it ends.
 */
reason: string, 
/**
 * What was on the screen.
 */
seen: Seen, 
/**
 * She is to be enrolled although somebody with her Medi-Cal number is.
 */
anyway?: boolean, };
export type AgreePlan = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The language it was gone through in, BCP 47.
 */
language: string, 
/**
 * When it is looked at again.
 */
reviewBy: Day, 
/**
 * What was on the screen.
 */
seen: Seen, };
export type Alike = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Birth date.
 */
birthDate: Day | null, 
/**
 * Where she stays, in words; may be empty.
 */
site: string, 
/**
 * How strongly it speaks for one person.
 */
standing: LikenessStanding, 
/**
 * What does.
 */
why: LikenessWhy, 
/**
 * Of what is shown here, the fields that two people have answered differently.
 */
twoAnswers: Array<string>, };
export type AlikeFound = { 
/**
 * The likeliest first.
 */
people: Array<Alike>, };
export type Alive = Record<symbol, never>;
export type AnswerRight = { 
/**
 * Whose record.
 */
member: MemberId, 
/**
 * The request.
 */
request: RecordId, 
/**
 * The answers that were on the screen.
 */
seen: RecordId[], 
/**
 * What.
 */
step: RightStep, 
/**
 * The day she was told.
 */
on: Day, 
/**
 * Of a denial, whole or in part, the reason by its code; empty elsewhere.
 */
reason: string, 
/**
 * What was done and said; may be empty where it is granted or taken back.
 */
words: string, 
/**
 * What is granted of a restriction, in part.
 */
restriction: Restriction | null, 
/**
 * What is granted of another way to be reached, in part.
 */
contact: ContactOtherwise | null, };
export type AnswerView = { 
/**
 * The published wording; the question's id where the instrument is not known here.
 */
question: string, 
/**
 * The chosen answers in the published wording.
 */
chosen: Array<string>, 
/**
 * Why there is none.
 */
absent: Absent | null, 
/**
 * Whether it was taken over from another assessment.
 */
takenOver: boolean, };
export type AppointmentView = { 
/**
 * Which of the five.
 */
type: AppointmentType, 
/**
 * How they meet.
 */
modality: Modality, 
/**
 * The kind of place.
 */
place: Place, 
/**
 * How to find it; may be empty.
 */
whereWords: string, 
/**
 * The day.
 */
day: Day, 
/**
 * The time, "09:00".
 */
time: string | null, 
/**
 * Who goes.
 */
staff: Person, };
export type AreaAnswered = { 
/**
 * What it is called; its code where this release does not know it.
 */
label: Bilingual, 
/**
 * What was said.
 */
answer: AreaAnswer, 
/**
 * What was taken over, in the order of the answer.
 */
facts: Array<KnownThing>, };
export type AreaGroupView = { 
/**
 * Its code.
 */
group: string, 
/**
 * What it is called.
 */
label: Bilingual, };
export type AreaLast = { 
/**
 * How it stood.
 */
stands: AreaStanding, 
/**
 * In words; may be empty.
 */
findings: string, 
/**
 * The day.
 */
on: Day, 
/**
 * Until when it was put off.
 */
until: Day | null, };
export type AreaStood = { 
/**
 * The area of the plan.
 */
domain: Domain, 
/**
 * What the area of the assessment is called.
 */
label: Bilingual, 
/**
 * What came of asking.
 */
standing: Standing, 
/**
 * What was found; may be empty.
 */
words: string, 
/**
 * The day it was spoken about.
 */
on: Day, 
/**
 * The record it stands in.
 */
record: RecordId, };
export type AreaView = { 
/**
 * Its code.
 */
area: string, 
/**
 * Its heading.
 */
group: string, 
/**
 * The area of the plan in which its goals stand.
 */
domain: Domain, 
/**
 * What it is called.
 */
label: Bilingual, 
/**
 * What to ask.
 */
ask: Bilingual, 
/**
 * Whether it stands in a published list; else the clinic has to confirm it.
 */
published: boolean, 
/**
 * What is known, the newest first.
 */
known: Array<KnownThing>, 
/**
 * What was said the last time.
 */
last: AreaLast | null, };
export type AskClinic = Record<symbol, never>;
export type AskRecovery = { 
/**
 * The one-time code for a computer that lost its keyring; absent while it has it.
 */
code: string | null, };
export type AskRight = { 
/**
 * Whose record.
 */
member: MemberId, 
/**
 * What for.
 */
kind: RightKind, 
/**
 * Who asked.
 */
askedBy: AskedBy, 
/**
 * Who that is, where it is not she herself; empty elsewhere.
 */
representative: string, 
/**
 * How.
 */
how: RequestHow, 
/**
 * In her words.
 */
words: string, 
/**
 * The day it was received.
 */
on: Day, 
/**
 * What is to be put right.
 */
about: string | null, 
/**
 * What is not to be told; asked for with that kind alone.
 */
restriction: Restriction | null, 
/**
 * How she is to be reached; asked for with that kind alone.
 */
contact: ContactOtherwise | null, };
export type AskSupport = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The pregnancy.
 */
pregnancy: string, 
/**
 * Which, by the catalogue's code.
 */
support: string, 
/**
 * What is to be done, in the words of the screen.
 */
what: string, };
export type AssessmentDue = { 
/**
 * What it is about.
 */
about: Subject, 
/**
 * The instrument that is offered for it.
 */
instrument: string, 
/**
 * By when.
 */
by: Day, 
/**
 * How pressing it is.
 */
press: Press, 
/**
 * The day it was asked last.
 */
last: Day | null, };
export type AssessmentRow = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * The instrument's id.
 */
instrument: string, 
/**
 * What everybody calls it.
 */
short: string, 
/**
 * When it was asked, milliseconds.
 */
at: number, 
/**
 * What it came to.
 */
outcomes: Array<ScoreOutcome>, 
/**
 * Whether an answer spoke of danger.
 */
alarmed: boolean, 
/**
 * Whether the whole was declined.
 */
declined: boolean, 
/**
 * As printed under it.
 */
signature: string, 
/**
 * The visit it was asked in.
 */
visit: VisitId | null, 
/**
 * The one that took its place.
 */
correctedBy: RecordId | null, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type AssessmentView = { 
/**
 * As it stands in the list.
 */
row: AssessmentRow, 
/**
 * The instrument's whole title.
 */
title: string, 
/**
 * Its edition on that day.
 */
edition: string, 
/**
 * Who made the instrument.
 */
attribution: string, 
/**
 * How it was asked.
 */
circumstances: Circumstances, 
/**
 * The answers.
 */
answers: Array<AnswerView>, 
/**
 * What was done about danger.
 */
safety: Array<SafetyView>, 
/**
 * Why the whole was declined; may be empty.
 */
declined: string, 
/**
 * Why it took the place of another; may be empty.
 */
reason: string, 
/**
 * When it began, milliseconds.
 */
startedAt: number, 
/**
 * When the clinic received it, milliseconds; absent until it says so.
 */
receivedAt: number | null, 
/**
 * SHA-256 of the signed text, 64 hex digits.
 */
hash: string, 
/**
 * Whether hash and signature were checked just now and hold.
 */
verified: boolean, };
export type Assessments = { 
/**
 * What is due, the most pressing first.
 */
due: Array<AssessmentDue>, 
/**
 * What can be asked, in the order in which it is offered.
 */
instruments: Array<InstrumentName>, 
/**
 * What was asked, the newest first; at most 500.
 */
rows: Array<AssessmentRow>, 
/**
 * Whether the person who is here may ask and sign.
 */
maySign: boolean, };
export type AttemptMark = "reached" | "missed" | "not_counted";
export type AttemptView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * When it was, milliseconds.
 */
at: number, 
/**
 * How, by the catalogue's code.
 */
method: string, 
/**
 * What came of it, by the catalogue's code.
 */
outcome: string, 
/**
 * She herself was reached.
 */
reached: boolean, 
/**
 * Why it does not count as an outreach attempt; absent where it does.
 */
whyNot: Bilingual | null, 
/**
 * Where, in words; may be empty.
 */
whereWords: string, 
/**
 * The language it was tried in; may be empty.
 */
language: string, 
/**
 * Minutes it took.
 */
minutes: number | null, 
/**
 * In a few words; may be empty.
 */
words: string, 
/**
 * The day she asked to be asked again.
 */
again: Day | null, 
/**
 * Who tried.
 */
by: Person, 
/**
 * As it stands under the record.
 */
signature: string, 
/**
 * That it was taken back.
 */
takenBack: TakenBackView | null, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type AttemptsMade = { 
/**
 * Those the clinic has.
 */
atClinic: number, 
/**
 * How many of these count.
 */
counted: number, 
/**
 * Those it has not got yet; in no other figure.
 */
unsent: number, };
export type AuditLine = { 
/**
 * Where it stands: nothing else is in the same place.
 */
place: string, 
/**
 * When, by the clock of where it was done, milliseconds.
 */
at: number, 
/**
 * Who; empty if nobody is known.
 */
who: string, 
/**
 * On which computer; empty at the clinic.
 */
computer: string, 
/**
 * What; none if a newer version says something else.
 */
action: AuditAction | null, 
/**
 * With what kind of thing; may be empty.
 */
kind: string, 
/**
 * Whose.
 */
member: MemberId | null, 
/**
 * Her name; may be empty.
 */
name: string, 
/**
 * How many, where it was more than one.
 */
count: number | null, 
/**
 * It was not allowed, or did not succeed.
 */
refused: boolean, };
export type AuditList = { 
/**
 * Newest first.
 */
rows: Array<AuditLine>, 
/**
 * There are older ones.
 */
more: boolean, 
/**
 * Everybody who works here.
 */
people: Array<AuditStaff>, };
export type AuditStaff = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * Her name.
 */
name: string, };
export type BackupView = { 
/**
 * In hours; absent if there is none.
 */
hours: number | null, 
/**
 * It is older than it should be, or there is none.
 */
late: boolean, };
export type Band = { 
/**
 * At least.
 */
from: number, 
/**
 * At most.
 */
to: number, };
export type BandView = { 
/**
 * From here.
 */
from: number, 
/**
 * To here.
 */
to: number, 
/**
 * Their name.
 */
label: Bilingual, };
export type BecauseWord = "first" | "she_asked" | "reached" | "another_way" | "another_hour";
export type BeginAssessment = { 
/**
 * Of whom.
 */
member: MemberId, 
/**
 * With which instrument.
 */
instrument: string, 
/**
 * The record that is put right, if one is.
 */
corrects: RecordId | null, };
export type BeginComprehensive = { 
/**
 * Of whom.
 */
member: MemberId, 
/**
 * The record that is put right, if one is.
 */
corrects: RecordId | null, };
export type BeginPicture = { 
/**
 * Its length.
 */
bytes: number, };
export type Bilingual = { 
/**
 * English.
 */
en: string, 
/**
 * Spanish.
 */
es: string, };
export type BirthsView = { 
/**
 * Pregnancies, this one among them.
 */
gravida: number, 
/**
 * Births after 20 weeks before this one.
 */
para: number, };
export type BreakGlass = { 
/**
 * Given names; may be empty if there is a number.
 */
given: string, 
/**
 * Family names; the same.
 */
family: string, 
/**
 * Birth date; the same.
 */
birthDate: Day | null, 
/**
 * Medi-Cal number; may be empty.
 */
cin: string, 
/**
 * Why.
 */
reason: GlassReason, 
/**
 * In words; may be empty where the reason says it.
 */
words: string, };
export type CareEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The pregnancy.
 */
pregnancy: string, 
/**
 * What, by the catalogue's code.
 */
item: string, 
/**
 * Which baby, which session, which screen; empty for the rest.
 */
about: string, 
/**
 * What was on the screen; empty for the first.
 */
seen: Seen, 
/**
 * How it stands.
 */
is: CareStanding, 
/**
 * The day it was, or is arranged for.
 */
on: Day, 
/**
 * Where, with whom; may be empty.
 */
place: string, 
/**
 * In a few words; may be empty.
 */
words: string, 
/**
 * Who said it.
 */
saidBy: SaidBy, };
export type Caseload = { 
/**
 * The rows, what is due first.
 */
people: Paged<CaseloadRow>, 
/**
 * How many each filter would show.
 */
counts: CaseloadCounts, 
/**
 * The band a caseload should lie in; absent for those who lead nobody.
 */
band: Band | null, };
export type CaseloadCounts = { 
/**
 * Everybody.
 */
everyone: number, 
/**
 * Something is late.
 */
late: number, 
/**
 * Something is due within seven days.
 */
dueThisWeek: number, 
/**
 * High risk.
 */
highRisk: number, 
/**
 * Pregnant, or within twelve months of it.
 */
perinatal: number, 
/**
 * Something is not at the clinic.
 */
unsent: number, 
/**
 * A question has two answers.
 */
twoAnswers: number, };
export type CaseloadFilter = "everyone" | "late" | "due_this_week" | "high_risk" | "perinatal" | "unsent" | "two_answers";
export type CaseloadRow = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Whole years; absent when the birth date is not known.
 */
age: number | null, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * Populations of focus, catalogue codes.
 */
populations: Array<string>, 
/**
 * Three bars.
 */
risk: Risk | null, 
/**
 * Where her episode stands.
 */
stage: Stage | null, 
/**
 * Who leads.
 */
lead: Person | null, 
/**
 * The day somebody of the team last met or reached her.
 */
lastContact: Day | null, 
/**
 * Thirteen weeks, oldest first.
 */
rhythm: Array<WeekOfContact>, 
/**
 * What is due next.
 */
nextDue: Due | null, 
/**
 * Days since her plan was agreed; absent without an agreed plan.
 */
planAgeDays: number | null, 
/**
 * Where she stays, in words; empty when not known.
 */
site: string, 
/**
 * Something of hers is not at the clinic.
 */
unsent: boolean, 
/**
 * How many questions about her have two answers.
 */
twoAnswers: number, };
export type ChangePassphrase = { 
/**
 * The one it has.
 */
old: string, 
/**
 * The one it is to have.
 */
new: string, };
export type Choice = { "by": "answer", 
/**
 * Its `op`.
 */
op: string, } | { "by": "words", 
/**
 * The value.
 */
value: unknown, };
export type ChoiceView = { 
/**
 * Its code.
 */
code: string, 
/**
 * The published wording.
 */
label: string, };
export type CodeView = { 
/**
 * The code.
 */
code: string, 
/**
 * Its name.
 */
label: Bilingual, };
export type ComprehensiveList = { 
/**
 * By when the next is due; absent before she is enrolled, and when her episode is over.
 */
due: Day | null, 
/**
 * How pressing that is.
 */
press: Press | null, 
/**
 * When a half-filled one was kept last, milliseconds.
 */
draftKeptAt: number | null, 
/**
 * How many areas there are.
 */
of: number, 
/**
 * Those that were signed, the newest first; at most 500.
 */
rows: Array<ComprehensiveRow>, 
/**
 * Whether the person who is here may ask and sign.
 */
maySign: boolean, };
export type ComprehensiveRow = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * When it was ended, milliseconds.
 */
at: number, 
/**
 * In how many areas there is a need.
 */
needs: number, 
/**
 * How many were put off.
 */
deferred: number, 
/**
 * As printed under it.
 */
signature: string, 
/**
 * The one that took its place.
 */
correctedBy: RecordId | null, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type ComprehensiveSheet = { 
/**
 * The member's whole name.
 */
name: string, 
/**
 * What to call her.
 */
firstName: string, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * The headings, in order.
 */
groups: Array<AreaGroupView>, 
/**
 * The areas, in order.
 */
areas: Array<AreaView>, 
/**
 * What is put right, as it was signed.
 */
corrects: ComprehensiveSigned | null, 
/**
 * Where the half-filled one is kept: see `drafts.keep`.
 */
draft: string, 
/**
 * This instant, milliseconds.
 */
now: number, 
/**
 * Today.
 */
today: Day, };
export type ComprehensiveSigned = { 
/**
 * How it was asked.
 */
circumstances: Circumstances, 
/**
 * What was said.
 */
areas: AreaAnswer[], 
/**
 * What she brings herself.
 */
strengths: string, 
/**
 * What is in the way.
 */
barriers: string, 
/**
 * When it began, milliseconds.
 */
startedAt: number, };
export type ComprehensiveView = { 
/**
 * As it stands in the list.
 */
row: ComprehensiveRow, 
/**
 * How it was asked.
 */
circumstances: Circumstances, 
/**
 * What was said of each area.
 */
areas: Array<AreaAnswered>, 
/**
 * What she brings herself; may be empty.
 */
strengths: string, 
/**
 * What is in the way; may be empty.
 */
barriers: string, 
/**
 * Why it took the place of another; may be empty.
 */
reason: string, 
/**
 * When it began, milliseconds.
 */
startedAt: number, 
/**
 * SHA-256 of the signed text, 64 hex digits.
 */
hash: string, 
/**
 * Whether hash and signature were checked just now and hold.
 */
verified: boolean, };
export type Conflict = { 
/**
 * The entity.
 */
entity: string, 
/**
 * Its kind: "goal", "member", …
 */
kind: string, 
/**
 * The field's permanent id.
 */
field: string, 
/**
 * About whom.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * What the entity is called on other screens: a goal's words, a step's words; may be empty.
 */
title: string, 
/**
 * What they both started from, as JSON; null when there was nothing.
 */
startedFrom: unknown, 
/**
 * The answers; the first is the one that is shown until it is settled.
 */
answers: Array<ConflictAnswer>, 
/**
 * The person here has settled it, and the clinic has not answered yet.
 */
settledHere: boolean, 
/**
 * Whether the person here may settle it.
 */
maySettle: boolean, };
export type ConflictAnswer = { 
/**
 * Names it when settling.
 */
op: string, 
/**
 * The value as JSON: a text, a day, or the field's parts.
 */
value: unknown, 
/**
 * Who gave it; absent for the clinic's own systems.
 */
by: Person | null, 
/**
 * When, milliseconds by the author's clock.
 */
at: number, };
export type ConsentView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * What it is for.
 */
kind: ConsentKind, 
/**
 * How it stands today.
 */
stands: ConsentStanding, 
/**
 * What is missing on it.
 */
lacks: Lack[], 
/**
 * Which edition of the form; may be empty.
 */
form: string, 
/**
 * The language it was gone through in.
 */
language: string, 
/**
 * Who signed.
 */
signedBy: SignedBy, 
/**
 * Who that is; may be empty.
 */
signer: string, 
/**
 * How.
 */
signing: Signing, 
/**
 * The day it was signed.
 */
on: Day, 
/**
 * It holds from this day.
 */
from: Day, 
/**
 * Until this day.
 */
until: Day | null, 
/**
 * Segment by segment.
 */
provisions: Provision[], 
/**
 * She said no, and why.
 */
refused: string | null, 
/**
 * Who wrote it down.
 */
signature: string, 
/**
 * That it was taken back.
 */
withdrawn: WithdrawnView | null, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type Consents = { 
/**
 * Each of them, the newest first; at most 500.
 */
consents: Array<ConsentView>, 
/**
 * Every record of a consent or a withdrawal that is here: sent back with a new one, as what its author had seen.
 */
seen: RecordId[], 
/**
 * The day on which she last stopped all sharing: since then only what she said yes to again goes out.
 */
stopped: Day | null, 
/**
 * Her age in years, where her birth date is known.
 */
age: number | null, 
/**
 * Whether the person who is here may write.
 */
mayChange: boolean, };
export type ConsultProgramme = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which, by the catalogue's code.
 */
programme: string, 
/**
 * What was on the screen.
 */
seen: Seen, 
/**
 * What is to be done, in the words of the screen.
 */
what: string, };
export type ConsultView = { 
/**
 * The task.
 */
task: TaskId, 
/**
 * It is still to do.
 */
open: boolean, 
/**
 * By when.
 */
due: Day | null, 
/**
 * When it was done.
 */
doneOn: Day | null, };
export type Contrast = "system" | "normal" | "more";
export type Corrected = { 
/**
 * How it was asked.
 */
circumstances: Circumstances, 
/**
 * The answers.
 */
answers: ItemAnswer[], 
/**
 * Scores entered from paper.
 */
entered: Record<string, number>, 
/**
 * What was done about danger.
 */
safety: SafetyAnswer[], 
/**
 * When it was asked, milliseconds.
 */
startedAt: number, };
export type CountView = { 
/**
 * The kinds of event that are counted together.
 */
of: Array<string>, 
/**
 * The mark that nobody has judged yet and that would settle it.
 */
mark: string | null, 
/**
 * So many are needed.
 */
atLeast: number, 
/**
 * So many surely count, in the fullest stretch.
 */
surely: number, 
/**
 * So many may count.
 */
atMost: number, 
/**
 * The fullest stretch.
 */
from: Day, 
/**
 * The fullest stretch.
 */
to: Day, 
/**
 * The whole time looked at.
 */
lookedFrom: Day, 
/**
 * The months of the stretch, where it slides.
 */
slidingMonths: number | null, 
/**
 * Somebody who would know has told us of her visits.
 */
isKnown: boolean, 
/**
 * Her health plan said yes below the number.
 */
isExcepted: boolean, 
/**
 * What was counted, oldest first: each event's id, and whether it surely counts.
 */
events: Array<CountedEvent>, };
export type CountedEvent = { 
/**
 * Its id.
 */
id: string, 
/**
 * The day it began.
 */
on: Day, 
/**
 * It surely counts; otherwise nobody has said.
 */
sure: boolean, };
export type DamagedRecords = { 
/**
 * Whose they are.
 */
member: MemberId | null, 
/**
 * Whole name; may be empty.
 */
name: string, 
/**
 * How many.
 */
n: number, };
export type DatingView = { 
/**
 * From this day the weeks are counted.
 */
began: Day, 
/**
 * The due date.
 */
due: Day, 
/**
 * How it was found.
 */
method: DatingMethod, 
/**
 * The first day of her last period.
 */
lmp: Day | null, };
export type DayEntry = { 
/**
 * The day.
 */
day: Day | null, };
export type DecideReview = { 
/**
 * Which.
 */
review: string, 
/**
 * What was on the screen.
 */
seen: Seen, 
/**
 * The decision.
 */
decision: ReviewStatus, 
/**
 * Why; may be empty.
 */
words: string, };
export type DecidedItem = { 
/**
 * What it is.
 */
kind: string, 
/**
 * About whom, if she is here.
 */
member: MemberId | null, 
/**
 * Her name; empty if she is not here.
 */
name: string, 
/**
 * Whether it counts now, as it was meant.
 */
counts: boolean, 
/**
 * Who decided; absent where nobody had to.
 */
by: Person | null, 
/**
 * On which day.
 */
on: string | null, 
/**
 * When the clinic had it, milliseconds.
 */
at: number, };
export type DeclareDevice = { 
/**
 * The device.
 */
device: DeviceId, 
/**
 * What is said of it.
 */
what: DeviceSaid, };
export type DenialView = { 
/**
 * Its code.
 */
code: string, 
/**
 * Which requests.
 */
rights: RightKind[], 
/**
 * The reason.
 */
label: Bilingual, 
/**
 * What she may do about it.
 */
object: Bilingual, 
/**
 * Where it stands.
 */
source: string, };
export type DeviceList = { 
/**
 * In the order in which they were enrolled.
 */
devices: Array<DeviceView>, 
/**
 * How the clinic stands with its backups; absent if it does not say.
 */
backup: BackupView | null, };
export type DeviceOrder = { 
/**
 * It is to give back what it has first.
 */
givesBack: boolean, 
/**
 * When it was given, milliseconds.
 */
issuedAt: number, 
/**
 * When the device was first told.
 */
deliveredAt: number | null, 
/**
 * When its receipt came.
 */
doneAt: number | null, 
/**
 * How much went with it that the clinic has not got.
 */
unsent: number | null, };
export type DeviceSaid = "lost" | "found" | "recall" | "wipe" | "wipe_even_unsent";
export type DeviceStands = "active" | "lost" | "recalled" | "retired" | "wiped";
export type DeviceView = { 
/**
 * Its id.
 */
id: DeviceId, 
/**
 * Whose it is.
 */
staff: StaffId, 
/**
 * Her name.
 */
name: string, 
/**
 * What the computer calls itself.
 */
computer: string, 
/**
 * How it stands.
 */
standing: DeviceStands, 
/**
 * Since when; absent while it is in use.
 */
since: number | null, 
/**
 * When it was enrolled, milliseconds.
 */
enrolledAt: number, 
/**
 * When it was last heard of.
 */
seenAt: number | null, 
/**
 * Until when it shows what it holds.
 */
leaseUntil: number | null, 
/**
 * When it was last unlocked, as it said.
 */
unlockedAt: number | null, 
/**
 * When its last exchange was complete, as it said.
 */
exchangedAt: number | null, 
/**
 * How much the clinic has not got of it, as it said; absent if it never said.
 */
unsent: number | null, 
/**
 * How many unsigned notes and forms are on it, as it said.
 */
drafts: number, 
/**
 * How many people it holds.
 */
people: number, 
/**
 * How many of them it may hold no longer: it owes the clinic the receipt that they have left it.
 */
owes: number, 
/**
 * What one guess at its passphrase costs, in mebibytes of memory; absent if it never said.
 */
guessMebibytes: number | null, 
/**
 * What it was ordered to do.
 */
order: DeviceOrder | null, };
export type Disclose = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * To whom.
 */
to: Recipient, 
/**
 * For what.
 */
purpose: ShareFor, 
/**
 * Why, in words; refused where it is empty and the purpose is an emergency.
 */
reason: string, 
/**
 * How it left.
 */
channel: Channel, 
/**
 * The ids of what was on the screen as going. Refused with `conflict_changed` where it is not the same any more.
 */
things: string[], 
/**
 * In what.
 */
what: Array<SharedPart>, };
export type DisclosedCount = { 
/**
 * "goal", "note", "medicine".
 */
kind: string, 
/**
 * How many.
 */
count: number, };
export type DisclosureView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * The day.
 */
on: Day, 
/**
 * When it was written down, milliseconds.
 */
at: number, 
/**
 * To whom.
 */
to: Recipient, 
/**
 * For what.
 */
purpose: ShareFor, 
/**
 * Why, in words; may be empty.
 */
reason: string, 
/**
 * How.
 */
channel: Channel, 
/**
 * How many things of each kind.
 */
what: Array<DisclosedCount>, 
/**
 * On which grounds.
 */
basis: Basis[], 
/**
 * How many consents went along.
 */
consents: number, 
/**
 * The statements that went along, each with its edition.
 */
notices: Array<string>, 
/**
 * Who signed for it.
 */
signature: string, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type Disclosures = { 
/**
 * Each of them; at most 500.
 */
disclosures: Array<DisclosureView>, 
/**
 * How many there are.
 */
total: number, };
export type DocumentView = { 
/**
 * Which.
 */
document: DocumentId, 
/**
 * What it is for.
 */
purpose: Purpose, 
/**
 * What it is.
 */
title: string, 
/**
 * Who took it.
 */
by: Person, 
/**
 * When, milliseconds.
 */
at: number, 
/**
 * The visit during which it was taken.
 */
visit: VisitId | null, 
/**
 * How far the record of it has got.
 */
whereabouts: Whereabouts, 
/**
 * How far its picture has got.
 */
picture: PictureState, 
/**
 * Why it was withdrawn; absent when it was not.
 */
withdrawn: string | null, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type Documents = { 
/**
 * Each of them.
 */
documents: Array<DocumentView>, };
export type DraftWaiting = { 
/**
 * The draft's place: see `drafts.keep`.
 */
about: string, 
/**
 * The visit, if it is a visit's note.
 */
visit: VisitId | null, 
/**
 * About whom, if about a member.
 */
member: MemberId | null, 
/**
 * Whole name; empty if about nobody.
 */
name: string, 
/**
 * When it was last kept, milliseconds.
 */
keptAt: number, };
export type DropDraft = { 
/**
 * Its place.
 */
about: string, };
export type DropPin = Record<symbol, never>;
export type Due = { 
/**
 * The kind of thing.
 */
what: DueKind, 
/**
 * The words of a task or an intervention; empty for the rest.
 */
words: string, 
/**
 * What the catalogue calls it; absent for what it does not name.
 */
label: Bilingual | null, 
/**
 * By when.
 */
by: Day, 
/**
 * The time of a visit, "09:00".
 */
time: string | null, 
/**
 * How pressing it is.
 */
press: Press, 
/**
 * Whether two people have answered differently about what this is read from, and nobody has said yet.
 */
twoAnswers: boolean, };
export type DueKind = "plan_review" | "intervention" | "task" | "visit" | "contact" | "perinatal" | "request" | "comprehensive";
export type Eligibility = { 
/**
 * The day of the question.
 */
asOf: Day, 
/**
 * The edition of the rules.
 */
catalog: string, 
/**
 * In the order of the list.
 */
populations: Array<PopulationView>, 
/**
 * What can be asked, by code.
 */
facts: Array<FactView>, 
/**
 * Emergency visits and hospital stays of the last twelve months, newest first.
 */
events: Array<EventView>, 
/**
 * The health plan's word below the numbers, if anybody wrote one down.
 */
exception: StatedView | null, 
/**
 * Evaluations that were kept, newest first; at most ten.
 */
kept: Array<KeptView>, };
export type EncounterView = { 
/**
 * The kind.
 */
class: EncounterClass, 
/**
 * What for, in the hospital's words.
 */
what: string, 
/**
 * The first day.
 */
start: Day, 
/**
 * The last day.
 */
end: Day | null, 
/**
 * Where it came from.
 */
source: Source | null, };
export type EndView = { 
/**
 * How.
 */
what: PregnancyEnding, 
/**
 * The day.
 */
on: Day, 
/**
 * Where; may be empty.
 */
place: string, };
export type Enrol = { 
/**
 * `https://clinic.example:8443`
 */
address: string, 
/**
 * SHA-256 of the clinic's certificate authority, 64 hex digits; spaces and colons are allowed.
 */
fingerprint: string, 
/**
 * The one-time code.
 */
code: string, 
/**
 * The passphrase she will open the satchel with.
 */
passphrase: string, };
export type EpisodeView = { 
/**
 * Its id.
 */
episode: string, 
/**
 * Where it stands.
 */
stage: Stage, 
/**
 * Since when.
 */
since: Day, 
/**
 * Steps it may take from here.
 */
mayBecome: Stage[], 
/**
 * The steps, oldest first.
 */
history: Array<StageView>, 
/**
 * Who leads.
 */
lead: Person | null, 
/**
 * Since when.
 */
leadSince: Day | null, 
/**
 * The rest of the care team.
 */
team: Array<Person>, 
/**
 * Populations of focus, catalogue codes.
 */
populations: Array<string>, 
/**
 * Sent back when it moves.
 */
seen: Seen, };
export type EventView = { 
/**
 * Its id.
 */
id: string, 
/**
 * An emergency department; otherwise a hospital bed.
 */
emergency: boolean, 
/**
 * The day it began.
 */
on: Day, 
/**
 * What for, in the hospital's words; may be empty.
 */
what: string, 
/**
 * Where it came from.
 */
source: string, 
/**
 * Appropriate care could have avoided it; nobody has said where it is absent.
 */
preventable: boolean | null, 
/**
 * Nobody had planned it.
 */
unplanned: boolean | null, 
/**
 * It was because of mental health or substance use.
 */
bhRelated: boolean | null, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type Excerpt = { 
/**
 * The words.
 */
text: string, 
/**
 * Whether they are what was looked for.
 */
found: boolean, };
export type FactKindView = "yes_no" | "one_of" | "any_of" | "number" | "date";
export type FactView = { 
/**
 * The catalogue's code.
 */
fact: string, 
/**
 * What an answer looks like.
 */
kind: FactKindView, 
/**
 * The codes to choose from; empty where it is no choice.
 */
values: Array<string>, 
/**
 * What somebody of the clinic has written down.
 */
stated: StatedView | null, };
export type Failure = { "code": "locked" } | { "code": "wrong_passphrase" } | { "code": "keyring_entry_missing" } | { "code": "keyring_locked" } | { "code": "keyring_unavailable" } | { "code": "other_devices_secret" } | { "code": "vault_damaged" } | { "code": "vault_from_the_future" } | { "code": "vault_in_use" } | { "code": "not_enrolled" } | { "code": "already_enrolled" } | { "code": "too_many_satchels" } | { "code": "disk_full" } | { "code": "store_unavailable" } | { "code": "weak_passphrase", 
/**
 * Characters it must have at least.
 */
characters: number, 
/**
 * Or words it must have at least.
 */
words: number, } | { "code": "common_passphrase" } | { "code": "wrong_pin", 
/**
 * So many more may be tried before the passphrase is asked for.
 */
left: number, } | { "code": "pin_gone" } | { "code": "weak_pin" } | { "code": "pin_forbidden" } | { "code": "too_soon", 
/**
 * How long to wait.
 */
minutes: number, } | { "code": "no_way_back" } | { "code": "recovery_needs_code" } | { "code": "recovery_over" } | { "code": "recovery_waits" } | { "code": "recovery_other_key" } | { "code": "refused", 
/**
 * Each field and its reason.
 */
fields: Array<RefusedField>, } | { "code": "not_here" } | { "code": "not_allowed" } | { "code": "visit_is_over" } | { "code": "visit_not_started" } | { "code": "already_signed" } | { "code": "lease_over" } | { "code": "recalled" } | { "code": "device_not_so" } | { "code": "device_unsent" } | { "code": "incident_not_seen" } | { "code": "note_empty" } | { "code": "note_without_service" } | { "code": "ends_before_it_began" } | { "code": "safety_open" } | { "code": "already_corrected" } | { "code": "no_such_step" } | { "code": "reason_missing" } | { "code": "enrolled_already", 
/**
 * Who leads there; empty if nobody does.
 */
lead: string, } | { "code": "nothing_to_share" } | { "code": "conflict_changed" } | { "code": "already_decided" } | { "code": "must_be_granted" } | { "code": "copy_denied" } | { "code": "no_more_time" } | { "code": "glass_nobody" } | { "code": "glass_several" } | { "code": "glass_hers" } | { "code": "glass_too_many" } | { "code": "glass_emergency_only" } | { "code": "glass_over" } | { "code": "glass_longest" } | { "code": "glass_guest" } | { "code": "clinic_unreachable" } | { "code": "clinic_slow" } | { "code": "not_tls" } | { "code": "network_sign_in" } | { "code": "other_certificate" } | { "code": "line_intercepted" } | { "code": "certificate_date" } | { "code": "answer_altered" } | { "code": "clinic_busy" } | { "code": "clinic_full" } | { "code": "device_refused" } | { "code": "nothing_to_hand_over" } | { "code": "clinic_key_unknown" } | { "code": "papers_unwritable" } | { "code": "not_a_picture" } | { "code": "picture_pending" } | { "code": "picture_damaged" } | { "code": "clinic_fault" } | { "code": "code_unknown" } | { "code": "code_used" } | { "code": "code_expired" } | { "code": "code_for_another_device" } | { "code": "address_malformed" } | { "code": "bad_request", 
/**
 * What was wrong with it: a field's name, never its value.
 */
what: string, } | { "code": "too_many_tries" } | { "code": "versions_apart" } | { "code": "out_of_memory" } | { "code": "too_large" } | { "code": "defect", 
/**
 * What to tell the clinic's support.
 */
reference: string, };
export type FindAlike = { 
/**
 * What she has said so far.
 */
said: Said, };
export type FindPeople = { 
/**
 * What was typed; at most 100 characters.
 */
text: string, };
export type FindWritten = { 
/**
 * What was typed; at most 100 characters. With no word of three letters nothing is found.
 */
text: string, };
export type FindingView = { 
/**
 * The code of what was asked; `any_other_pof`, `effective_from` and the kinds of event beside the facts.
 */
fact: string, 
/**
 * What came of it.
 */
outcome: OutcomeView, 
/**
 * What it had to be.
 */
need: NeededView, 
/**
 * What was known, the newest first.
 */
known: Array<KnownView>, 
/**
 * Of a count, what it came to.
 */
count: CountView | null, };
export type FinishAssessment = { 
/**
 * Of whom.
 */
member: MemberId, 
/**
 * With which instrument.
 */
instrument: string, 
/**
 * The visit it was asked in.
 */
visit: VisitId | null, 
/**
 * How it was asked.
 */
circumstances: Circumstances, 
/**
 * The answers.
 */
answers: ItemAnswer[], 
/**
 * Scores entered from paper.
 */
entered: Record<string, number>, 
/**
 * What was done about each alert.
 */
safety: SafetyAnswer[], 
/**
 * Why the whole was declined; empty if it was not.
 */
declined: string, 
/**
 * When it began, milliseconds.
 */
startedAt: number, 
/**
 * The record that is put right.
 */
corrects: RecordId | null, 
/**
 * Why; empty if none is.
 */
reason: string, };
export type FinishComprehensive = { 
/**
 * Of whom.
 */
member: MemberId, 
/**
 * The visit it was ended in.
 */
visit: VisitId | null, 
/**
 * How it was asked.
 */
circumstances: Circumstances, 
/**
 * What was said of each area.
 */
areas: AreaAnswer[], 
/**
 * What she brings herself; may be empty.
 */
strengths: string, 
/**
 * What is in the way; may be empty.
 */
barriers: string, 
/**
 * When it began, milliseconds.
 */
startedAt: number, 
/**
 * The record that is put right.
 */
corrects: RecordId | null, 
/**
 * Why; empty if none is.
 */
reason: string, };
export type Found = { 
/**
 * Best first.
 */
people: Array<FoundPerson>, };
export type FoundPerson = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Whole years.
 */
age: number | null, 
/**
 * Where she stays, in words; may be empty.
 */
site: string, };
export type FoundWriting = { 
/**
 * The goal, step, task, need, paper, note or addendum.
 */
id: string, 
/**
 * Which of these it is.
 */
what: WritingKind, 
/**
 * Whom it is about.
 */
member: MemberId, 
/**
 * Her whole name.
 */
name: string, 
/**
 * The visit of a note or an addendum.
 */
visit: VisitId | null, 
/**
 * When it was signed or last said, milliseconds since 1970 UTC; none if nobody of the staff did.
 */
at: number | null, 
/**
 * Words around what was found.
 */
excerpt: Array<Excerpt>, 
/**
 * Whether two answers about it stand side by side.
 */
twoAnswers: boolean, };
export type FullRecordMade = { 
/**
 * Where the page is.
 */
page: string, 
/**
 * Where the FHIR bundle is.
 */
bundle: string, 
/**
 * So many parts are in them.
 */
parts: number, 
/**
 * So many stay: counselling notes, reports the law asks for, what is for staff alone, and what this version cannot judge.
 */
stays: number, 
/**
 * So many photos of papers are named in them and are not there.
 */
noPhoto: number, };
export type GlassBand = { 
/**
 * By whoever is here.
 */
mine: OpenGlass | null, 
/**
 * By others, the newest first.
 */
others: Array<OpenGlass>, };
export type GlassList = { 
/**
 * Those that nobody has weighed first, then the newest.
 */
glasses: Array<GlassView>, };
export type GlassOpened = { 
/**
 * Whose it is.
 */
member: MemberId, 
/**
 * Until when, milliseconds.
 */
until: number, };
export type GlassView = { 
/**
 * Which one.
 */
glass: string, 
/**
 * Whose record.
 */
member: MemberId, 
/**
 * Her name.
 */
whose: string, 
/**
 * Who opened it.
 */
who: string, 
/**
 * On which computer.
 */
computer: string, 
/**
 * Why.
 */
reason: GlassReason, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * When, milliseconds.
 */
at: number, 
/**
 * Until when it was to be open.
 */
until: number, 
/**
 * When it ended; absent while it is open.
 */
ended: number | null, 
/**
 * What was found of it; absent while nobody has looked.
 */
weighed: GlassWeighed | null, 
/**
 * Whether whoever is here may say what is to be thought of it.
 */
mayWeigh: boolean, };
export type GlassWeighed = { 
/**
 * What.
 */
verdict: GlassVerdict, 
/**
 * Who found it.
 */
by: string, 
/**
 * When, milliseconds.
 */
at: number, 
/**
 * Why, in a sentence.
 */
words: string, };
export type GoalEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Absent for a new goal, which comes last in her order.
 */
goal?: GoalId, 
/**
 * What was on the screen; empty for a new goal.
 */
seen: Seen, 
/**
 * Her words.
 */
statement?: Words, 
/**
 * The area.
 */
domain?: Domain, 
/**
 * How it stands, from today.
 */
status?: GoalStatus, 
/**
 * Why it stands so; goes with `status`.
 */
statusReason?: string, 
/**
 * What is in the way.
 */
barrier?: string, 
/**
 * What she brings herself.
 */
strength?: string, 
/**
 * The suggestion that a new goal is made of.
 */
taken?: TakenSuggestion, };
export type GoalView = { 
/**
 * Its id.
 */
goal: GoalId, 
/**
 * Her words.
 */
statement: Words, 
/**
 * The area.
 */
domain: Domain, 
/**
 * How it stands.
 */
status: GoalStatus, 
/**
 * Why; may be empty.
 */
statusReason: string, 
/**
 * Since when.
 */
statusOn: Day | null, 
/**
 * What is in the way; may be empty.
 */
barrier: string, 
/**
 * What she brings herself; may be empty.
 */
strength: string, 
/**
 * What it was suggested by; absent where somebody thought of it without a suggestion.
 */
from: SourceView | null, 
/**
 * The steps, open ones first by day.
 */
steps: Array<StepView>, 
/**
 * Field ids that have two answers.
 */
twoAnswers: Array<string>, 
/**
 * How far the newest change of it has got.
 */
whereabouts: Whereabouts, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type GroupView = { 
/**
 * The code.
 */
code: string, 
/**
 * What it is called.
 */
label: Bilingual, 
/**
 * How many sessions there are.
 */
sessions: number, };
export type HandOverPlease = Record<symbol, never>;
export type HandedOver = { 
/**
 * The file.
 */
file: string, 
/**
 * So many changes are in it.
 */
changes: number, 
/**
 * So many drafts are in it.
 */
drafts: number, 
/**
 * So many pictures are in it.
 */
pictures: number, 
/**
 * So many entries of who looked at what are in it.
 */
looks: number, };
export type Health = { 
/**
 * The problem list.
 */
problems: Array<HealthItem>, 
/**
 * The medicine list.
 */
medicines: Array<HealthItem>, 
/**
 * What she does not tolerate.
 */
allergies: Array<HealthItem>, 
/**
 * Pregnancies, newest first.
 */
pregnancies: Array<PregnancyView>, 
/**
 * Emergency visits and hospital stays, newest first.
 */
encounters: Array<EncounterView>, 
/**
 * What of it has two answers, each as "kind.field".
 */
twoAnswers: Array<string>, 
/**
 * Whether this person may remove what was entered in error.
 */
mayChange: boolean, };
export type HealthItem = { 
/**
 * Its id.
 */
id: string, 
/**
 * What is before the person's eyes.
 */
seen: Seen, 
/**
 * What it is.
 */
coding: Coding, 
/**
 * How a problem or an allergy stands.
 */
status: ProblemStatus | null, 
/**
 * How a medicine stands.
 */
taking: MedicineStatus | null, 
/**
 * Since when.
 */
since: Day | null, 
/**
 * Until when.
 */
until: Day | null, 
/**
 * How it is taken, or what happens; may be empty.
 */
words: string, 
/**
 * Where it came from.
 */
source: Source | null, };
export type Help = { 
/**
 * In the order in which they are read.
 */
topics: Array<HelpTopic>, };
export type HelpTopic = { 
/**
 * Its code.
 */
code: string, 
/**
 * The screens and tabs it belongs to.
 */
on: Array<string>, 
/**
 * What it is called.
 */
title: Bilingual, 
/**
 * What it is.
 */
lead: Bilingual, 
/**
 * What to do, and what to mind; a place of the screen stands between asterisks.
 */
points: Array<Bilingual>, 
/**
 * Where it stands.
 */
source: string, 
/**
 * Nobody has compared it with the published document yet.
 */
toBeConfirmed: boolean, };
export type HelperServiceEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The pregnancy.
 */
pregnancy: string, 
/**
 * Which kind of helper.
 */
kind: HelperKind, 
/**
 * Who; may be empty.
 */
name: string, 
/**
 * What, by the catalogue's code.
 */
service: string, 
/**
 * The day.
 */
on: Day, };
export type HelperView = { 
/**
 * Which kind.
 */
kind: HelperKind, 
/**
 * Who.
 */
name: string, 
/**
 * What was agreed; may be empty.
 */
words: string, };
export type HerRights = { 
/**
 * Each of them, the newest first; at most 500.
 */
requests: Array<RightView>, 
/**
 * By when each kind has to be answered.
 */
rules: Array<RightRule>, 
/**
 * For what one may be denied.
 */
denials: Array<DenialView>, 
/**
 * How she is to be reached, by what was granted; absent where nothing was.
 */
contact: ContactOtherwise | null, 
/**
 * Whether the person who is here may write down what she asks.
 */
mayChange: boolean, 
/**
 * Whether she may grant it, and take more time.
 */
mayGrant: boolean, 
/**
 * Whether she may deny it.
 */
mayDeny: boolean, };
export type IncidentAssessment = { 
/**
 * What kind of information it was, and how easily somebody is known by it.
 */
nature: string, 
/**
 * Who may have had it.
 */
who: string, 
/**
 * Whether it was really acquired or seen.
 */
seen: string, 
/**
 * How far the risk was made less since.
 */
mitigated: string, 
/**
 * Whether it was encrypted, and what opens it was not with it.
 */
unreadable: IncidentUnreadable, 
/**
 * What came of it.
 */
finding: IncidentFinding, 
/**
 * How many members are concerned.
 */
people: number, 
/**
 * Why.
 */
reasons: string, };
export type IncidentCause = "lost_device" | "audit_fork" | "by_hand";
export type IncidentDue = { 
/**
 * The code of the list.
 */
to: string, 
/**
 * What it is called in English,
 */
label: string, 
/**
 * and in Spanish.
 */
labelEs: string, 
/**
 * Where the rule stands.
 */
source: string, 
/**
 * Until this moment, milliseconds; of those that are counted in hours.
 */
dueAt: number | null, 
/**
 * Until the end of this day; of the others. Of somebody who was told and need not have been, neither.
 */
dueOn: Day | null, 
/**
 * How it stands.
 */
stands: IncidentDueStands, 
/**
 * On which day it was done first.
 */
sentOn: Day | null, };
export type IncidentDueStands = "due" | "late" | "sent" | "sent_late" | "not_needed";
export type IncidentEntrySays = { "is": "opened", 
/**
 * What happened; empty where it was opened by itself.
 */
words: string, 
/**
 * The device, as it stood.
 */
device: DeviceView | null, } | { "is": "device", 
/**
 * What.
 */
said: DeviceSaid, 
/**
 * How it stood then.
 */
device: DeviceView, } | { "is": "wiped", 
/**
 * How it stood then.
 */
device: DeviceView, } | { "is": "again" } | { "is": "note", 
/**
 * In her words.
 */
words: string, } | { "is": "detected", 
/**
 * Milliseconds.
 */
at: number, 
/**
 * How that is known.
 */
words: string, } | { "is": "assessed" } & IncidentAssessment | { "is": "sent", 
/**
 * Who, by the code of the list.
 */
to: string, 
/**
 * On which day.
 */
on: Day, 
/**
 * How.
 */
how: string, } | { "is": "not_sent", 
/**
 * Who, by the code of the list.
 */
to: string, 
/**
 * How that is known.
 */
words: string, };
export type IncidentEntryView = { 
/**
 * Its place, from 1.
 */
seq: number, 
/**
 * When it was written, milliseconds.
 */
at: number, 
/**
 * By whom; empty where the clinic did it by itself.
 */
who: string, 
/**
 * What it says.
 */
what: IncidentEntrySays, };
export type IncidentFinding = "not_a_breach" | "low_probability" | "breach";
export type IncidentList = { 
/**
 * Newest first.
 */
incidents: Array<IncidentView>, 
/**
 * How many there are in all: what is opened next has seen so many.
 */
total: number, };
export type IncidentUnreadable = "yes" | "no" | "unknown";
export type IncidentView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Why it was opened.
 */
cause: IncidentCause, 
/**
 * When it was detected, milliseconds.
 */
detectedAt: number, 
/**
 * The device it is about.
 */
device: DeviceId | null, 
/**
 * How many members are concerned, as far as anybody has said.
 */
people: number, 
/**
 * What came of its newest assessment; absent until there is one.
 */
finding: IncidentFinding | null, 
/**
 * The names of those the device held; of many, the first.
 */
names: Array<string>, 
/**
 * Who is to be told by when.
 */
due: Array<IncidentDue>, 
/**
 * What was written down, oldest first.
 */
entries: Array<IncidentEntryView>, };
export type IncidentWords = { "is": "note", 
/**
 * In her words.
 */
words: string, } | { "is": "detected", 
/**
 * Milliseconds.
 */
at: number, 
/**
 * How that is known; of a new one, what happened.
 */
words: string, } | { "is": "assessed" } & IncidentAssessment | { "is": "sent", 
/**
 * Who, by the code of the list.
 */
to: string, 
/**
 * On which day.
 */
on: Day, 
/**
 * How.
 */
how: string, } | { "is": "not_sent", 
/**
 * Who, by the code of the list.
 */
to: string, 
/**
 * How that is known.
 */
words: string, };
export type InfantEntry = { 
/**
 * The mother.
 */
member: MemberId, 
/**
 * The pregnancy.
 */
pregnancy: string, 
/**
 * Absent for a new one.
 */
id?: string, 
/**
 * What was on the screen; empty for a new one.
 */
seen: Seen, 
/**
 * Born first, second, third.
 */
order: number, 
/**
 * What the baby is called; may be empty.
 */
name: string, 
/**
 * The day of birth.
 */
born: Day, 
/**
 * As on the birth certificate.
 */
sex: Sex | null, 
/**
 * Where the baby is.
 */
stay: InfantStay, 
/**
 * Since when.
 */
since: Day, 
/**
 * Which hospital, with whom; may be empty.
 */
stayWords: string, 
/**
 * The baby's own record, where there is one.
 */
record: MemberId | null, };
export type InfantView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Born first, second, third.
 */
order: number, 
/**
 * What the baby is called; may be empty.
 */
name: string, 
/**
 * The day of birth.
 */
born: Day, 
/**
 * As on the birth certificate.
 */
sex: Sex | null, 
/**
 * Where the baby is.
 */
stay: InfantStay, 
/**
 * Since when.
 */
since: Day, 
/**
 * Which hospital, with whom; may be empty.
 */
stayWords: string, 
/**
 * The baby's own record; its name is empty where this laptop does not hold it.
 */
record: Kin | null, 
/**
 * Whether two people have answered differently.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type InstrumentName = { 
/**
 * Its id.
 */
instrument: string, 
/**
 * What everybody calls it: "PHQ-9".
 */
short: string, 
/**
 * Its whole title.
 */
title: string, 
/**
 * What it asks about.
 */
about: Subject, 
/**
 * How many questions; 0 for a form for the score alone.
 */
questions: number, 
/**
 * Its first score, by which a course over time is drawn.
 */
score: ScoreName | null, 
/**
 * When a half-filled sheet was kept last, milliseconds.
 */
draftKeptAt: number | null, };
export type ItemView = { 
/**
 * Its id.
 */
item: string, 
/**
 * The published wording.
 */
text: string, 
/**
 * What one may choose.
 */
choices: Array<ChoiceView>, 
/**
 * Whether one may choose several.
 */
multi: boolean, 
/**
 * The choice that goes with no other.
 */
exclusive: string | null, 
/**
 * To be asked with nobody else who can hear.
 */
askAlone: boolean, };
export type JoinMembers = { 
/**
 * One record.
 */
one: RecordSeen, 
/**
 * The other.
 */
other: RecordSeen, };
export type KeepDocument = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * What it is for.
 */
purpose: Purpose, 
/**
 * What it is.
 */
title: string, 
/**
 * The visit during which it was taken.
 */
visit: VisitId | null, };
export type KeepDraft = { 
/**
 * Its place: "visit:<id>" for a visit's note (the body is then a `NoteDraft`), "goal:<id>", "goal:new:<member>",
 * or any other form's own name; at most 200 characters.
 */
about: string, 
/**
 * About whom; null if about nobody.
 */
member: MemberId | null, 
/**
 * The form as JSON text; at most 131,072 bytes.
 */
body: string, };
export type KeepEligibility = { 
/**
 * Whose.
 */
member: MemberId, };
export type Kept = { 
/**
 * When, milliseconds.
 */
keptAt: number, };
export type KeptView = { 
/**
 * The record's id.
 */
record: string, 
/**
 * The day of the question.
 */
asOf: Day, 
/**
 * The edition of the rules.
 */
catalog: string, 
/**
 * Who kept it.
 */
by: Person | null, 
/**
 * The populations that were met.
 */
met: Array<string>, 
/**
 * How many nobody could say.
 */
unknown: number, 
/**
 * Something it rested on had two answers then.
 */
twoAnswers: boolean, };
export type Kin = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, };
export type KindCount = { 
/**
 * The kind of thing: an entity kind, or "note", "addendum", "picture".
 */
kind: string, 
/**
 * How many different ones.
 */
n: number, };
export type KnownAnswer = { 
/**
 * The question here.
 */
item: string, 
/**
 * The answer.
 */
codes: Array<string>, 
/**
 * The record it stands in.
 */
from: RecordId, 
/**
 * With what it was asked: "PHQ-2".
 */
short: string, 
/**
 * When, milliseconds.
 */
at: number, 
/**
 * By whom, as printed under it.
 */
signature: string, };
export type KnownThing = { 
/**
 * What is kept of it when it is taken over.
 */
fact: KnownFact, 
/**
 * What the catalogue calls it; absent where it does not name it.
 */
label: Bilingual | null, 
/**
 * Whether two people have answered differently about what it is read from.
 */
twoAnswers: boolean, };
export type KnownView = { 
/**
 * In the catalogue's codes: yes, no, codes, a number, a day, never.
 */
values: Array<string>, 
/**
 * The day it was so, or was recorded.
 */
on: Day | null, 
/**
 * Who said so: a code of `SaidBy`, or the system it came from.
 */
source: string, };
export type LaneWord = "prenatal" | "reassessment" | "mood" | "mother" | "grief" | "baby";
export type LeaseView = { 
/**
 * Milliseconds, by the clinic's clock.
 */
until: number, 
/**
 * How many days are left, counted up.
 */
days: number, 
/**
 * It ends within a week.
 */
ending: boolean, 
/**
 * The computer's clock was set back.
 */
clockBack: boolean, };
export type ListAssessments = { 
/**
 * Whose.
 */
member: MemberId, };
export type ListAudit = { 
/**
 * Only what she did.
 */
staff: StaffId | null, 
/**
 * Only what was done with this member's record.
 */
member: MemberId | null, 
/**
 * Only this.
 */
action: AuditAction | null, 
/**
 * From this moment on, milliseconds.
 */
from: number | null, 
/**
 * And before this one, milliseconds.
 */
until: number | null, 
/**
 * Which part of it, newest first.
 */
page: Page, };
export type ListCaseload = { 
/**
 * Whose.
 */
whose: Whose, 
/**
 * Which of them.
 */
only: CaseloadFilter, 
/**
 * Which part of the list.
 */
page: Page, };
export type ListComprehensive = { 
/**
 * Whose.
 */
member: MemberId, };
export type ListConflicts = { 
/**
 * Which part.
 */
page: Page, };
export type ListDevices = Record<symbol, never>;
export type ListDisclosures = { 
/**
 * Whose.
 */
member: MemberId, };
export type ListDocuments = { 
/**
 * Whose.
 */
member: MemberId, };
export type ListGlass = Record<symbol, never>;
export type ListIncidents = Record<symbol, never>;
export type ListOutreach = { 
/**
 * Whose.
 */
whose: Whose, 
/**
 * Which of them.
 */
only: OutreachFilter, 
/**
 * Which part of the list.
 */
page: Page, };
export type ListReviews = { 
/**
 * Which part.
 */
page: Page, };
export type ListSuggestions = { 
/**
 * Whose.
 */
member: MemberId, };
export type ListTimeline = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which part.
 */
page: Page, };
export type ListVisits = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which part.
 */
page: Page, };
export type Lock = Record<symbol, never>;
export type LockedWhy = "asked" | "quiet" | "closed" | "hours" | "away";
export type LookRecovery = Record<symbol, never>;
export type Made = Record<symbol, never>;
export type MadeOne = { 
/**
 * Its id.
 */
id: string, };
export type MakeFullRecord = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * In which language the page speaks; what was written stays in its own.
 */
language: UiLanguage, };
export type MarkEncounter = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
encounter: string, 
/**
 * What is said.
 */
mark: MarkWord, 
/**
 * Yes or no; absent to take it back.
 */
is: boolean | null, 
/**
 * What was before the person's eyes.
 */
seen: Seen, };
export type MarkWord = "preventable" | "unplanned" | "bh_related";
export type MaybeDraft = { 
/**
 * The form as JSON text; absent when nothing was kept.
 */
body: string | null, 
/**
 * When, milliseconds.
 */
keptAt: number | null, };
export type MeetMember = { 
/**
 * What she said.
 */
said: Said, };
export type Member = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * Her names.
 */
names: Names, 
/**
 * Whole name.
 */
name: string, 
/**
 * What to call her.
 */
firstName: string, 
/**
 * Birth date.
 */
birthDate: Day | null, 
/**
 * Whole years.
 */
age: number | null, 
/**
 * Sex assigned at birth.
 */
sex: Sex | null, 
/**
 * As she says them.
 */
pronouns: string | null, 
/**
 * BCP 47, the preferred one first.
 */
languages: Array<string>, 
/**
 * Race and who said so.
 */
race: RaceOrEthnicity[], 
/**
 * Ethnicity and who said so.
 */
ethnicity: RaceOrEthnicity[], 
/**
 * Medi-Cal number.
 */
cin: string | null, 
/**
 * Numbers other systems know her by.
 */
identifiers: Identifier[], 
/**
 * Telephone numbers.
 */
phones: Phone[], 
/**
 * Postal addresses.
 */
addresses: Address[], 
/**
 * How she asked to be reached, and it was granted: it goes before numbers and addresses. Where she lives being
 * confidential, her own addresses are not shown.
 */
contact: ContactOtherwise | null, 
/**
 * Where she stays now.
 */
home: Home | null, 
/**
 * What to know before knocking or calling.
 */
door: Door | null, 
/**
 * Three bars.
 */
risk: Risk | null, 
/**
 * The health plan that assigned her.
 */
healthPlan: string | null, 
/**
 * Where the record came from.
 */
source: Source | null, 
/**
 * Her episode; absent when there is none yet.
 */
episode: EpisodeView | null, 
/**
 * Thirteen weeks, oldest first.
 */
rhythm: Array<WeekOfContact>, 
/**
 * What is due with her, most pressing first; at most six.
 */
due: Array<Due>, 
/**
 * People around her.
 */
support: Array<SupportPersonView>, 
/**
 * How much each section holds.
 */
counts: MemberCounts, 
/**
 * Fields of hers that have two answers: "entity kind.field id".
 */
twoAnswers: Array<string>, 
/**
 * How many pieces of work about her were set aside and wait for a decision.
 */
setAside: number, 
/**
 * Something of hers is not at the clinic.
 */
unsent: boolean, 
/**
 * The records she has, if there are several: each as it is by itself, the one she is shown under first.
 */
records: Array<RecordView>, 
/**
 * Questions whether she is the same person as somebody else.
 */
mayBe: Array<Review>, 
/**
 * Sent back with a change of her own fields.
 */
seen: Seen, };
export type MemberCounts = { 
/**
 * Open goals.
 */
goals: number, 
/**
 * Visits.
 */
visits: number, 
/**
 * Active problems.
 */
problems: number, 
/**
 * Medicines she takes.
 */
medicines: number, 
/**
 * Allergies.
 */
allergies: number, 
/**
 * People around her.
 */
support: number, 
/**
 * Open tasks.
 */
tasks: number, };
export type MemberEdit = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * What was on the screen.
 */
seen: Seen, 
/**
 * Her names.
 */
names?: Names, 
/**
 * As she says them; empty takes them away.
 */
pronouns?: string, 
/**
 * BCP 47, the preferred one first.
 */
languages?: Array<string>, 
/**
 * Telephone numbers.
 */
phones?: Phone[], 
/**
 * Where she stays now.
 */
home?: Home, 
/**
 * What to know before knocking or calling.
 */
door?: Door, 
/**
 * Three bars.
 */
risk?: Risk, };
export type MethodView = { 
/**
 * The code.
 */
code: string, 
/**
 * Its name.
 */
label: Bilingual, 
/**
 * In person, and where.
 */
place: Place | null, 
/**
 * What may come of it: codes of outcomes.
 */
outcomes: Array<string>, 
/**
 * Why it does not count; absent where it does.
 */
whyNot: Bilingual | null, };
export type MoodView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * What everybody calls the instrument.
 */
short: string, 
/**
 * The day.
 */
on: Day, 
/**
 * The total; absent where an answer was missing.
 */
value: number | null, 
/**
 * It speaks of depression.
 */
positive: boolean, };
export type MoveGoal = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
goal: GoalId, 
/**
 * The goal it comes after; absent to come first.
 */
after: GoalId | null, 
/**
 * What was on the screen.
 */
seen: Seen, };
export type NamedShare = { 
/**
 * The catalogue's code; of a place, the code of the place.
 */
code: string, 
/**
 * Its name; of a place the screen has the word.
 */
label: Bilingual | null, 
/**
 * How many.
 */
share: Share, };
export type NeedEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Absent for a new one.
 */
need?: NeedId, 
/**
 * What was on the screen; empty for a new one.
 */
seen: Seen, 
/**
 * The area.
 */
domain: Domain, 
/**
 * What came of asking.
 */
standing?: Standing, 
/**
 * In words.
 */
words?: string, };
export type NeedView = { 
/**
 * Its id.
 */
need: NeedId, 
/**
 * The area.
 */
domain: Domain, 
/**
 * What came of asking.
 */
standing: Standing, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * The day she was asked.
 */
askedOn: Day, 
/**
 * Field ids that have two answers.
 */
twoAnswers: Array<string>, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type NeededView = { "is": "yes" } | { "is": "no" } | { "is": "under", 
/**
 * The number.
 */
number: number, } | { "is": "atLeast", 
/**
 * The number.
 */
number: number, } | { "is": "oneOf", 
/**
 * The codes.
 */
codes: Array<string>, } | { "is": "someOf", 
/**
 * How many.
 */
number: number, } | { "is": "within", 
/**
 * How many.
 */
months: number, } | { "is": "events" } | { "is": "others" } | { "is": "inForce", 
/**
 * From this day.
 */
from: Day, };
export type News = { 
/**
 * About whom.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Who; absent for the clinic's own systems.
 */
by: Person | null, 
/**
 * The kind of thing: an entity kind, or "note", "addendum".
 */
kind: string, 
/**
 * When, milliseconds by the author's clock.
 */
at: number, };
export type NextView = { 
/**
 * The day; it may have passed.
 */
on: Day, 
/**
 * How pressing it is.
 */
press: Press, 
/**
 * How, by the catalogue's code.
 */
method: string, 
/**
 * The part of the day, by the catalogue's code.
 */
hour: string | null, 
/**
 * Why so.
 */
because: BecauseWord, };
export type NoteView = { 
/**
 * The record.
 */
note: RecordId, 
/**
 * What was said and done.
 */
narrative: string, 
/**
 * The services given.
 */
services: CoreService[], 
/**
 * Goals worked on.
 */
goals: GoalId[], 
/**
 * How they met.
 */
modality: Modality, 
/**
 * Where they met.
 */
place: Place, 
/**
 * When it began, milliseconds.
 */
startedAt: number, 
/**
 * When it ended, milliseconds.
 */
endedAt: number, 
/**
 * As printed under it: "Inés Carranza".
 */
signature: string, 
/**
 * Whether you wrote it.
 */
isYours: boolean, 
/**
 * The device's clock at signing, milliseconds.
 */
signedAt: number, 
/**
 * When the clinic received it, milliseconds; absent until it says so.
 */
receivedAt: number | null, 
/**
 * SHA-256 of the signed text, 64 hex digits.
 */
hash: string, 
/**
 * Whether hash and signature were checked just now and hold.
 */
verified: boolean, 
/**
 * An addendum says that the whole note belongs elsewhere.
 */
enteredInError: boolean, 
/**
 * Later words, oldest first.
 */
addenda: Array<AddendumView>, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type OfferView = { 
/**
 * What.
 */
says: OfferSays, 
/**
 * The day.
 */
on: Day, 
/**
 * Who said it.
 */
saidBy: SaidBy, 
/**
 * In her words; may be empty.
 */
words: string, 
/**
 * Whether two people have answered differently.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type OfferWords = Record<symbol, never>;
export type OfferedWords = { 
/**
 * Four, in their order.
 */
words: Array<string>, };
export type OpenGlass = { 
/**
 * By which it is asked for again.
 */
glass: string, 
/**
 * Who opened it.
 */
who: string, 
/**
 * Why.
 */
reason: GlassReason, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * Until when, milliseconds.
 */
until: number, 
/**
 * Whether it may go on for longer than that.
 */
mayGoOn: boolean, };
export type OtherSatchel = { 
/**
 * By which it is put in front.
 */
profile: string, 
/**
 * Whose it is; empty where its card was lost.
 */
initials: string, 
/**
 * Her role.
 */
role: Role, 
/**
 * How many operations the clinic has not got.
 */
unsent: number, };
export type OutcomeChoice = { 
/**
 * The code.
 */
code: string, 
/**
 * Its name.
 */
label: Bilingual, 
/**
 * She herself was reached.
 */
reached: boolean, 
/**
 * Why it does not count; absent where it does.
 */
whyNot: Bilingual | null, 
/**
 * Stands among the large buttons.
 */
tap: boolean, };
export type OutcomeView = "met" | "not_met" | "unknown";
export type OutreachCounts = { 
/**
 * Who has not said no.
 */
toFind: number, 
/**
 * Whose next attempt is today or late.
 */
due: number, 
/**
 * Whom nobody has tried.
 */
untried: number, 
/**
 * Who said: not now.
 */
notNow: number, 
/**
 * Who said no.
 */
declined: number, };
export type OutreachFilter = "to_find" | "due" | "untried" | "not_now" | "declined";
export type OutreachList = { 
/**
 * The rows.
 */
people: Paged<OutreachRow>, 
/**
 * How many each choice would show.
 */
counts: OutreachCounts, };
export type OutreachLists = { 
/**
 * Which edition.
 */
version: string, 
/**
 * Where a referral may come from.
 */
sources: Array<CodeView>, 
/**
 * How a person is looked for.
 */
methods: Array<MethodView>, 
/**
 * What may come of it.
 */
outcomes: Array<OutcomeChoice>, 
/**
 * The parts of a day.
 */
hours: Array<CodeView>, };
export type OutreachRow = { 
/**
 * Who.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Whole years.
 */
age: number | null, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * The first telephone number that may be called.
 */
phone: string | null, 
/**
 * How she asked to be reached, and it was granted.
 */
contact: ContactOtherwise | null, 
/**
 * How she is housed.
 */
home: HomeKind | null, 
/**
 * Where she was last known to stay, in words; may be empty.
 */
site: string, 
/**
 * What to know before knocking or calling.
 */
door: Door | null, 
/**
 * Where her episode stands; absent for somebody who was met.
 */
stage: Stage | null, 
/**
 * Who leads.
 */
lead: Person | null, 
/**
 * Where the newest referral came from, by the catalogue's code.
 */
source: string | null, 
/**
 * Who named her, in words; may be empty.
 */
referredBy: string, 
/**
 * Since when she is to be looked for.
 */
since: Day, 
/**
 * The newest attempts that were not taken back, at most eight, the oldest first.
 */
marks: Array<AttemptMark>, 
/**
 * How many were made.
 */
made: AttemptsMade, 
/**
 * The last of them.
 */
last: AttemptView | null, 
/**
 * What is suggested next.
 */
next: NextView | null, 
/**
 * The next visit that is arranged.
 */
visit: Day | null, 
/**
 * What she says of the offer.
 */
says: OfferSays, 
/**
 * Something of hers is not at the clinic.
 */
unsent: boolean, 
/**
 * How many fields of hers have two answers.
 */
twoAnswers: number, };
export type OverlapView = { 
/**
 * The day.
 */
on: Day, 
/**
 * Which kind of helper.
 */
kind: HelperKind, 
/**
 * Who; may be empty.
 */
name: string, 
/**
 * What they did.
 */
label: Bilingual, 
/**
 * Which of ours is the same.
 */
ours: CoreService, 
/**
 * Our visit.
 */
visit: VisitId, 
/**
 * Whether two people have answered differently about what they did.
 */
twoAnswers: boolean, };
export type OwnerEntry = { 
/**
 * Somebody of the clinic.
 */
staff: StaffId | null, 
/**
 * Anybody else, or more exactly; may be empty.
 */
words: string, };
export type OwnerView = { 
/**
 * Somebody of the clinic.
 */
person: Person | null, 
/**
 * Anybody else, or more exactly; may be empty.
 */
words: string, };
export type Page = { 
/**
 * How many rows to pass over.
 */
offset: number, 
/**
 * How many rows to give; at most 500.
 */
limit: number, };
export type Paged<T> = { 
/**
 * The rows.
 */
rows: Array<T>, 
/**
 * How many there are in all.
 */
total: number, };
export type Parked = "out_of_scope" | "not_allowed" | "unknown_kind" | "too_large" | "malformed" | "broken_chain" | "bad_record" | "unsendable" | "lost_device" | "other";
export type PartMembers = { 
/**
 * The record that was joined to another.
 */
record: RecordSeen, };
export type PassSuggestion = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
suggestion: string, 
/**
 * The facts that were on the screen.
 */
facts: string, 
/**
 * Why; may be empty.
 */
words: string, 
/**
 * It is to be offered again.
 */
again: boolean, };
export type PerinatalView = { 
/**
 * The edition of the catalogue's list.
 */
catalog: string, 
/**
 * Her pregnancies, the newest first.
 */
pregnancies: Array<PregnancyCourse>, 
/**
 * Whose baby this person is, by the records that are here.
 */
mothers: Array<Kin>, 
/**
 * What others do around a birth.
 */
services: Array<CodeView>, 
/**
 * Whether the person who is here may write.
 */
mayChange: boolean, };
export type Person = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * Name with credentials: "Deborah Achterberg, RN".
 */
name: string, 
/**
 * Whether it is the person who is here.
 */
isYou: boolean, };
export type PersonOutreach = { 
/**
 * Who named her, the newest first.
 */
referrals: Array<ReferralView>, 
/**
 * What she says of the offer; absent when nobody wrote it down.
 */
offer: OfferView | null, 
/**
 * Each attempt, the newest first, those taken back too; at most 500.
 */
attempts: Array<AttemptView>, 
/**
 * How many were made.
 */
made: AttemptsMade, 
/**
 * What is suggested next; absent once she is enrolled.
 */
next: NextView | null, 
/**
 * The day she was enrolled.
 */
enrolled: Day | null, 
/**
 * The programmes of the catalogue, and how she stands to each.
 */
programmes: Array<ProgrammeView>, 
/**
 * She is pregnant, or was within the last twelve months.
 */
perinatal: boolean, 
/**
 * Whether the person who is here may write.
 */
mayChange: boolean, };
export type PhaseWord = "pregnant" | "unwritten" | "after" | "over";
export type Picture = { 
/**
 * What kind: "image/jpeg".
 */
media: string, 
/**
 * Its bytes in base64.
 */
bytes: string, };
export type PicturePart = { 
/**
 * So many bytes of it are here already.
 */
from: number, 
/**
 * The part, in base64; at most 256 KiB.
 */
bytes: string, };
export type PictureState = { "is": "to_send" } | { "is": "here" } | { "is": "pending", 
/**
 * Parts that are here.
 */
done: number, 
/**
 * Of.
 */
of: number, };
export type Plan = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * What to call her.
 */
firstName: string, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * When she said yes to it; absent while it is being made.
 */
agreedOn: Day | null, 
/**
 * The language it was gone through in.
 */
agreedLanguage: string | null, 
/**
 * Who went through it with her.
 */
agreedWith: Person | null, 
/**
 * When it is looked at again.
 */
reviewBy: Day | null, 
/**
 * Days left until then; negative when it is late.
 */
reviewDaysLeft: number | null, 
/**
 * Her goals in her order; those reached or let go come last.
 */
goals: Array<GoalView>, 
/**
 * What was asked about: at most two hundred.
 */
needs: Array<NeedView>, 
/**
 * What the newest comprehensive assessment says, area by area.
 */
areas: Array<AreaStood>, 
/**
 * Tasks beside the plan, what is due first.
 */
tasks: Array<TaskView>, 
/**
 * Everybody who may own a step: staff of the clinic.
 */
staff: Array<Person>, 
/**
 * Whether the person who is here may change it.
 */
mayChange: boolean, 
/**
 * Field ids of the plan itself that have two answers.
 */
twoAnswers: Array<string>, 
/**
 * Sent back when it is agreed.
 */
seen: Seen, };
export type PlanVisit = { 
/**
 * Whom.
 */
member: MemberId, 
/**
 * Which of the five.
 */
type: AppointmentType, 
/**
 * How they meet.
 */
modality: Modality, 
/**
 * The kind of place.
 */
place: Place, 
/**
 * How to find it; may be empty.
 */
whereWords: string, 
/**
 * The day.
 */
day: Day, 
/**
 * The time, "09:00".
 */
time: string | null, 
/**
 * Who goes; absent means the person who is here.
 */
staff?: StaffId, };
export type PopulationView = { 
/**
 * The catalogue's code.
 */
code: string, 
/**
 * The number people know it by.
 */
number: string, 
/**
 * How she stands to it.
 */
outcome: OutcomeView, 
/**
 * Who vouches for the rule: the catalogue's codes.
 */
verifiedBy: Array<string>, 
/**
 * The health plan may say yes below the numbers.
 */
exceptionAllowed: boolean, 
/**
 * What the outcome rests on, in the order of the rule.
 */
why: Array<FindingView>, 
/**
 * What would settle it, by code; empty where it is settled.
 */
missing: Array<string>, 
/**
 * It rests on something that two people have answered differently: with the other answer it would come about otherwise.
 */
twoAnswers: boolean, };
export type PregnancyCourse = { 
/**
 * Its id.
 */
id: string, 
/**
 * Sent back with a change.
 */
seen: Seen, 
/**
 * Where it stands today.
 */
phase: PhaseWord, 
/**
 * When it is due; absent where nobody has dated it.
 */
dating: DatingView | null, 
/**
 * How far it has come today, or had come when it ended; absent where it is not dated.
 */
age: Weeks | null, 
/**
 * The third it is in today; absent once it has ended.
 */
trimester: Trimester | null, 
/**
 * How often she was pregnant and gave birth.
 */
births: BirthsView | null, 
/**
 * How many babies.
 */
babies: number | null, 
/**
 * How it ended, as was written down here.
 */
end: EndView | null, 
/**
 * The day it ended by a hospital's record, where nothing was written down here.
 */
endedElsewhere: Day | null, 
/**
 * She lost it, or a baby: nothing cheerful is said, and nobody is reminded of a baby. Where two people say
 * differently how it ended, it is so too.
 */
quiet: boolean, 
/**
 * The last day of the twelve months after.
 */
afterUntil: Day | null, 
/**
 * The system it came from; empty if it was written down here.
 */
source: string, 
/**
 * Who works beside us.
 */
helpers: Array<HelperView>, 
/**
 * The babies, in order of birth.
 */
infants: Array<InfantView>, 
/**
 * Everything on the line, in order of its days.
 */
slots: Array<SlotView>, 
/**
 * Sessions of groups, in order of their numbers.
 */
sessions: Array<SessionView>, 
/**
 * Groups she can be in.
 */
groups: Array<GroupView>, 
/**
 * How her mood was, oldest first.
 */
moods: Array<MoodView>, 
/**
 * What others did, the newest first.
 */
helped: Array<ServiceView>, 
/**
 * The same service on the same day, by somebody beside us and by us.
 */
overlaps: Array<OverlapView>, 
/**
 * Community Supports; none after twelve months.
 */
supports: Array<SupportView>, 
/**
 * Whether two people have answered differently about it.
 */
twoAnswers: boolean, };
export type PregnancyEnds = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
id: string, 
/**
 * What was on the screen.
 */
seen: Seen, 
/**
 * How.
 */
what: PregnancyEnding, 
/**
 * The day.
 */
on: Day, 
/**
 * Where; may be empty.
 */
place: string, 
/**
 * How many babies were born; absent where nobody says.
 */
babies: number | null, };
export type PregnancyEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Absent for a new one.
 */
id?: string, 
/**
 * What was on the screen; empty for a new one.
 */
seen: Seen, 
/**
 * The due date; absent where it is found from the last period, or not known.
 */
due: Day | null, 
/**
 * How it was found.
 */
method: DatingMethod, 
/**
 * The first day of her last period.
 */
lmp: Day | null, 
/**
 * Pregnancies, this one among them; absent where nobody asked.
 */
gravida: number | null, 
/**
 * Births after 20 weeks before this one.
 */
para: number | null, 
/**
 * How many babies.
 */
babies: number | null, 
/**
 * Who works beside us.
 */
helpers: Array<HelperView>, };
export type PregnancyView = { 
/**
 * First recorded.
 */
onset: Day, 
/**
 * Ended.
 */
end: Day | null, 
/**
 * Where it came from.
 */
source: Source | null, };
export type Press = "late" | "soon" | "later";
export type ProgrammeEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which, by the catalogue's code.
 */
programme: string, 
/**
 * What was on the screen; empty for the first.
 */
seen: Seen, 
/**
 * How she stands to it.
 */
is: ProgrammeStanding, 
/**
 * The day that was said.
 */
on: Day, 
/**
 * Who said it.
 */
saidBy: SaidBy, 
/**
 * Whom to call there; may be empty.
 */
contact: string, 
/**
 * The programme is her ECM provider.
 */
ecmProvider: boolean, };
export type ProgrammeView = { 
/**
 * Its code in the catalogue.
 */
programme: string, 
/**
 * What everybody calls it: "BIH".
 */
short: string, 
/**
 * Its name in full.
 */
label: Bilingual, 
/**
 * How she stands to it; absent when nobody wrote it down.
 */
is: ProgrammeStanding | null, 
/**
 * The day that was said.
 */
on: Day | null, 
/**
 * Who said it.
 */
saidBy: SaidBy | null, 
/**
 * Whom to call there; may be empty.
 */
contact: string, 
/**
 * The programme is her ECM provider.
 */
ecmProvider: boolean, 
/**
 * What was last asked to be done.
 */
consult: ConsultView | null, 
/**
 * It should be consulted, and nobody is asked to.
 */
suggested: boolean, 
/**
 * Whether two people have answered differently.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change; empty when nobody wrote it down.
 */
seen: Seen, };
export type ProtocolView = { 
/**
 * The rule that says so.
 */
rule: string, 
/**
 * What alarmed.
 */
text: Bilingual, 
/**
 * In a few words.
 */
title: Bilingual, 
/**
 * What to do, in order.
 */
steps: Array<Bilingual>, };
export type PutBack = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
id: string, };
export type PutSettings = { 
/**
 * All of them.
 */
settings: Settings, };
export type PutTags = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which thing.
 */
of: string, 
/**
 * Which segments.
 */
tags: Tag[], 
/**
 * Of Part 2, the programme it came from; may be empty elsewhere.
 */
source: string, };
export type RaiseAlert = { 
/**
 * About whom.
 */
member: MemberId, 
/**
 * The instrument.
 */
instrument: string, 
/**
 * The rule that is met.
 */
rule: string, 
/**
 * What was done.
 */
act: SafetyAct, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * What the supervisors read in their list.
 */
task: string, };
export type Raised = { 
/**
 * To be sent with the finished sheet.
 */
safety: SafetyAnswer, };
export type RecordInfant = { 
/**
 * The mother.
 */
member: MemberId, 
/**
 * The baby.
 */
infant: string, 
/**
 * What was on the screen.
 */
seen: Seen, 
/**
 * The baby's given name.
 */
given: string, 
/**
 * The baby's family name; may be empty.
 */
family: string, };
export type RecordSeen = { 
/**
 * Which.
 */
member: MemberId, 
/**
 * What was seen of it.
 */
seen: Seen, };
export type RecordView = { 
/**
 * Its id.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Birth date.
 */
birthDate: Day | null, 
/**
 * Medi-Cal number.
 */
cin: string | null, 
/**
 * Telephone numbers.
 */
phones: Phone[], 
/**
 * Where she stays, in words; may be empty.
 */
site: string, 
/**
 * Who leads, by this record alone.
 */
lead: Person | null, 
/**
 * How many visits are in it.
 */
visits: number, 
/**
 * The record it was joined to; absent for one that was joined to none.
 */
sameAs: MemberId | null, 
/**
 * Who said that it is the same person.
 */
joinedBy: Person | null, 
/**
 * When, milliseconds by that person's clock.
 */
joinedAt: number | null, 
/**
 * Sent back when it is joined or parted.
 */
seen: Seen, };
export type Recover = { 
/**
 * The one it is to have from now on.
 */
passphrase: string, };
export type RecoveryView = { 
/**
 * The words she reads out to whoever answers for the clinic.
 */
words: Array<string>, 
/**
 * Until when it can be answered, milliseconds.
 */
until: number, 
/**
 * Somebody has let her in: she chooses a new passphrase.
 */
answered: boolean, };
export type ReferralEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Absent for a new one.
 */
id?: string, 
/**
 * What was on the screen; empty for a new one.
 */
seen: Seen, 
/**
 * The kind of place, by the catalogue's code.
 */
source: string, 
/**
 * Who exactly; may be empty.
 */
who: string, 
/**
 * The day.
 */
on: Day, 
/**
 * Why; may be empty.
 */
reason: string, };
export type ReferralView = { 
/**
 * Its id.
 */
id: string, 
/**
 * The kind of place, by the catalogue's code.
 */
source: string, 
/**
 * Its name, where this release knows it.
 */
label: Bilingual | null, 
/**
 * Who exactly; may be empty.
 */
who: string, 
/**
 * The day.
 */
on: Day, 
/**
 * Why; may be empty.
 */
reason: string, 
/**
 * Whether two people have answered differently about it.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type RefusedField = { 
/**
 * The field's permanent id.
 */
path: string, 
/**
 * Why.
 */
why: Why, };
export type Removable = "goal" | "step" | "task" | "support_person" | "need" | "medicine" | "problem" | "allergy";
export type RemoveTag = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * From what.
 */
of: string, 
/**
 * Which.
 */
tag: Tag, 
/**
 * Why.
 */
reason: string, };
export type RemoveThing = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * What it is.
 */
kind: Removable, 
/**
 * Which.
 */
id: string, 
/**
 * What was before the person's eyes.
 */
seen: Seen, 
/**
 * Why.
 */
reason: string, 
/**
 * The steps that go with a goal: those that were on the screen.
 */
steps?: Array<StepSeen>, };
export type RemovedView = { 
/**
 * By which it is put back.
 */
id: string, 
/**
 * The word of its kind.
 */
kind: string, 
/**
 * Why.
 */
reason: string, };
export type RenewGlass = { 
/**
 * Which one it is about.
 */
glass: string, };
export type Review = { 
/**
 * Names it when deciding.
 */
review: string, 
/**
 * About whom.
 */
member: MemberId, 
/**
 * Whole name; empty while nothing of her counts at the clinic but this.
 */
name: string, 
/**
 * The kind of the thing it is about: an entity kind, or "note", "addendum"; empty if it cannot be read.
 */
kind: string, 
/**
 * What the thing is called on other screens; may be empty.
 */
title: string, 
/**
 * What it says, in the order in which the thing is described; of things that do not go together, what tells each
 * apart. Empty if it cannot be read.
 */
says: Array<ReviewSays>, 
/**
 * The records that may be of one person, as far as they are here; empty where something else is asked.
 */
records: Array<RecordView>, 
/**
 * Why a person is asked.
 */
why: ReviewWhy, 
/**
 * Who wrote it; absent if that is not known.
 */
author: Person | null, 
/**
 * When, milliseconds by the author's clock.
 */
writtenAt: number, 
/**
 * When the clinic had it, milliseconds.
 */
receivedAt: number, 
/**
 * For how many whole days it has waited.
 */
days: number, 
/**
 * Whose it is to decide by now.
 */
owner: ReviewOwner, 
/**
 * Who leads the member's care; absent before anybody does.
 */
lead: Person | null, 
/**
 * The decisions that make sense here.
 */
mayEndAs: ReviewStatus[], 
/**
 * Whether the person here may decide.
 */
mayDecide: boolean, 
/**
 * What the person here has decided, while the clinic has not confirmed it.
 */
decidedHere: ReviewStatus | null, 
/**
 * Sent back with the decision.
 */
seen: Seen, };
export type ReviewSays = { 
/**
 * The field's permanent id.
 */
field: string, 
/**
 * The answer as JSON, with names in the place of ids; null takes it away.
 */
value: unknown, 
/**
 * What stands on the record now, in the same form; null for nothing.
 */
now: unknown, };
export type RightRule = { 
/**
 * Which.
 */
kind: RightKind, 
/**
 * The rule in a sentence.
 */
rule: Bilingual, 
/**
 * Where it stands.
 */
source: string, 
/**
 * So many days more may be taken, once; 0 for none.
 */
extendDays: number, };
export type RightStepView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * What.
 */
step: RightStep, 
/**
 * The day.
 */
on: Day, 
/**
 * Of a denial, the reason and what she may do about it; absent for one this list does not know.
 */
denial: DenialView | null, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * Of more time, until when.
 */
until: Day | null, 
/**
 * Who wrote it down.
 */
signature: string, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type RightView = { 
/**
 * The record.
 */
record: RecordId, 
/**
 * What for.
 */
kind: RightKind, 
/**
 * How it stands.
 */
stands: RightStanding, 
/**
 * Who asked.
 */
askedBy: AskedBy, 
/**
 * Who that is, where it is not she herself; may be empty.
 */
representative: string, 
/**
 * How.
 */
how: RequestHow, 
/**
 * In her words.
 */
words: string, 
/**
 * The day it was received.
 */
on: Day, 
/**
 * The last day for an answer.
 */
due: Day, 
/**
 * So many days until then; negative when it has passed.
 */
daysLeft: number, 
/**
 * What is to be put right; absent where it is not one thing of her record.
 */
about: string | null, 
/**
 * What is not to be told.
 */
restriction: Restriction | null, 
/**
 * How she is to be reached.
 */
contact: ContactOtherwise | null, 
/**
 * The law leaves no choice: it has to be granted.
 */
mustBeGranted: boolean, 
/**
 * More time may be taken, until this day.
 */
mayExtendUntil: Day | null, 
/**
 * What was said of it, the oldest first.
 */
steps: Array<RightStepView>, 
/**
 * The answers that are here: sent back with a new one, as what its author had seen.
 */
seen: RecordId[], 
/**
 * Two people answered differently without seeing each other.
 */
twoAnswers: boolean, 
/**
 * Who wrote it down.
 */
signature: string, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, };
export type SafetyAlertView = { 
/**
 * The task, ticked when it is looked after.
 */
task: TaskId, 
/**
 * Of whom.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * With what it was asked: "PHQ-9".
 */
short: string, 
/**
 * What was done at once.
 */
act: SafetyAct, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * Who was there.
 */
by: Person, 
/**
 * When, milliseconds.
 */
at: number, 
/**
 * Sent back when it is ticked.
 */
seen: Seen, };
export type SafetyView = { 
/**
 * What alarmed.
 */
text: Bilingual, 
/**
 * What was done.
 */
act: SafetyAct, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * When, milliseconds.
 */
at: number, };
export type Said = { 
/**
 * Given names, as she says them; may be empty.
 */
given: string, 
/**
 * Family names; may be empty.
 */
family: string, 
/**
 * What she goes by, or how one would know her; may be empty if there is a name.
 */
called: string, 
/**
 * Her birth date.
 */
birthDate: Day | null, 
/**
 * Her Medi-Cal number; may be empty.
 */
cin: string, 
/**
 * A telephone number; may be empty.
 */
phone: string, 
/**
 * Where she was met; may be empty.
 */
place: string, };
export type SayOffer = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * What was on the screen; empty for the first.
 */
seen: Seen, 
/**
 * What.
 */
says: OfferSays, 
/**
 * The day.
 */
on: Day, 
/**
 * Who said it.
 */
saidBy: SaidBy, 
/**
 * In her words; may be empty.
 */
words: string, };
export type ScoreName = { 
/**
 * Its id.
 */
score: string, 
/**
 * The least it can be.
 */
min: number, 
/**
 * The most it can be.
 */
max: number, 
/**
 * What its values are called, from the least on; may be empty.
 */
bands: Array<BandView>, 
/**
 * Whether it is entered from the clinic's own copy.
 */
entered: boolean, };
export type ScoreOutcome = { 
/**
 * The score's id.
 */
score: string, 
/**
 * The total; absent when an answer it needs is missing.
 */
value: number | null, 
/**
 * The most it can be.
 */
of: number, 
/**
 * What that is called.
 */
band: Bilingual | null, };
export type Seen = string;
export type ServiceView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Which kind of helper.
 */
kind: HelperKind, 
/**
 * Who; may be empty.
 */
name: string, 
/**
 * What, in both languages.
 */
label: Bilingual, 
/**
 * The day.
 */
on: Day, 
/**
 * Whether two people have answered differently.
 */
twoAnswers: boolean, };
export type Session = { 
/**
 * Whether the satchel is there, and open.
 */
state: SessionState, 
/**
 * Initials of whose it is; empty before enrolment.
 */
initials: string, 
/**
 * The satchels of other people on this computer; empty while this one is open.
 */
others: Array<OtherSatchel>, 
/**
 * Her role; absent before enrolment.
 */
role: Role | null, 
/**
 * Whether her role lets her look at members' records.
 */
mayRead: boolean, 
/**
 * Whether the person who is here may read what is written of members, and look for people.
 */
mayReadNotes: boolean, 
/**
 * Whether her role lets her open a record for a while that is not hers to hold.
 */
mayBreakGlass: boolean, 
/**
 * Whether her role lets her see who looked at what.
 */
mayAudit: boolean, 
/**
 * Whether her role lets her see the register of incidents.
 */
mayIncidents: boolean, 
/**
 * Her name, only while open.
 */
name: string | null, 
/**
 * Her id, only while open.
 */
staff: StaffId | null, 
/**
 * The clinic's name, only while open.
 */
clinic: string | null, 
/**
 * When it was locked, milliseconds.
 */
lockedAt: number | null, 
/**
 * Why it was locked.
 */
lockedWhy: LockedWhy | null, 
/**
 * How many operations the clinic has not got.
 */
unsent: number, 
/**
 * Since when the oldest of them waits, milliseconds.
 */
unsentSince: number | null, 
/**
 * How many unsigned notes and forms wait.
 */
drafts: number, 
/**
 * When the newest of them was kept, milliseconds.
 */
draftKeptAt: number | null, 
/**
 * When an exchange with the clinic was last complete, milliseconds; absent when none ever was.
 */
exchangedAt: number | null, 
/**
 * The satchel locks itself after so many quiet minutes.
 */
lockAfterMinutes: number, 
/**
 * And after so many hours whatever was done.
 */
lockAfterHours: number, 
/**
 * Until when nobody may try another passphrase, milliseconds; absent when she may.
 */
waitUntil: number | null, 
/**
 * A PIN opens it now.
 */
takesPin: boolean, 
/**
 * She has a PIN; false while locked.
 */
hasPin: boolean, 
/**
 * Her clinic lets her have one; true while locked.
 */
pinAllowed: boolean, 
/**
 * Somebody at the clinic can let her in again if she forgets her passphrase or the computer loses its keyring.
 */
recoverable: boolean, 
/**
 * Until when it shows what it holds without hearing of the clinic; absent when it was never told.
 */
lease: LeaseView | null, 
/**
 * The clinic wants this satchel back: it is emptied when it is next opened with a network.
 */
recalled: boolean, 
/**
 * When the satchel that was here erased itself, because its clinic ordered it, milliseconds.
 */
emptiedAt: number | null, 
/**
 * This version of Satchel.
 */
version: string, };
export type SessionState = "not_enrolled" | "locked" | "lease_over" | "recalled" | "open";
export type SessionView = { 
/**
 * The group, by the catalogue's code.
 */
group: string, 
/**
 * Its number.
 */
number: number, 
/**
 * Whether she was there.
 */
is: CareStanding, 
/**
 * The day.
 */
on: Day, 
/**
 * Where; may be empty.
 */
place: string, 
/**
 * Whether two people have answered differently.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type SetDown = Record<symbol, never>;
export type SetPin = { 
/**
 * That it is she who chooses it.
 */
passphrase: string, 
/**
 * Six to twelve digits.
 */
pin: string, };
export type Settings = { 
/**
 * The language of the screen.
 */
language: UiLanguage, 
/**
 * Light, dark, or as the computer has it.
 */
theme: Theme, 
/**
 * Stronger contrast.
 */
contrast: Contrast, 
/**
 * Size of text in per cent: 100, 125, 150 or 200.
 */
textSize: number, 
/**
 * Initials instead of names.
 */
hideNames: boolean, };
export type SettleConflict = { 
/**
 * The entity.
 */
entity: string, 
/**
 * The field's permanent id.
 */
field: string, 
/**
 * The `op` of every answer that was on the screen.
 */
seen: Array<string>, 
/**
 * The decision.
 */
choice: Choice, };
export type Share = { 
/**
 * How many were made.
 */
made: number, 
/**
 * How many reached her.
 */
reached: number, };
export type ShareDecision = { 
/**
 * What goes.
 */
goes: Array<Thing>, 
/**
 * What stays.
 */
stays: Array<Stays>, 
/**
 * The statements that go along.
 */
notices: Array<StatementView>, 
/**
 * The consents it rests on: a copy goes along.
 */
consents: Array<ConsentView>, 
/**
 * On which grounds it goes.
 */
basis: Basis[], };
export type SharedPart = "plan" | "problems" | "medicines" | "notes" | "assessments" | "papers";
export type Sheet = { 
/**
 * The member's whole name.
 */
name: string, 
/**
 * What to call her.
 */
firstName: string, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * The instrument.
 */
instrument: InstrumentName, 
/**
 * Its edition.
 */
edition: string, 
/**
 * Who made it; stands under the sheet.
 */
attribution: string, 
/**
 * Why its text is not here.
 */
whyNoText: string | null, 
/**
 * What is said before the questions; may be empty.
 */
stem: string, 
/**
 * To be asked with nobody else who can hear.
 */
askAlone: boolean, 
/**
 * The questions.
 */
items: Array<ItemView>, 
/**
 * The scores.
 */
scores: Array<ScoreName>, 
/**
 * What to do in danger.
 */
protocols: Array<ProtocolView>, 
/**
 * Answers that are known from another instrument.
 */
known: Array<KnownAnswer>, 
/**
 * What is put right, as it was signed.
 */
corrects: Corrected | null, 
/**
 * Where the half-filled sheet is kept: see `drafts.keep`.
 */
draft: string, 
/**
 * This instant, milliseconds.
 */
now: number, };
export type ShowAssessment = { 
/**
 * Which.
 */
record: RecordId, };
export type ShowComprehensive = { 
/**
 * Which.
 */
record: RecordId, };
export type ShowConsents = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowDraft = { 
/**
 * Its place.
 */
about: string, };
export type ShowEligibility = { 
/**
 * Who.
 */
member: MemberId, };
export type ShowGlass = { 
/**
 * Who.
 */
member: MemberId, };
export type ShowHealth = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowHelp = Record<symbol, never>;
export type ShowMember = { 
/**
 * Who.
 */
member: MemberId, };
export type ShowOutreach = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowOutreachLists = Record<symbol, never>;
export type ShowPerinatal = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowPicture = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
document: DocumentId, };
export type ShowPlan = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowRights = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowSession = Record<symbol, never>;
export type ShowSettings = Record<symbol, never>;
export type ShowSync = Record<symbol, never>;
export type ShowTags = { 
/**
 * Whose.
 */
member: MemberId, };
export type ShowToday = Record<symbol, never>;
export type ShowVisit = { 
/**
 * Which.
 */
visit: VisitId, };
export type ShowWhatWorks = Record<symbol, never>;
export type SignVisit = { 
/**
 * Which.
 */
visit: VisitId, 
/**
 * What is signed.
 */
draft: NoteDraft, };
export type SlotState = "done" | "missed" | "declined" | "arranged" | "ask" | "due" | "late" | "later" | "passed";
export type SlotView = { 
/**
 * What, by the catalogue's code.
 */
item: string, 
/**
 * Which baby, which screen; empty for the rest.
 */
about: string, 
/**
 * What it is called.
 */
label: Bilingual, 
/**
 * Where it is drawn.
 */
lane: LaneWord, 
/**
 * Where it comes from; empty for what is ours.
 */
source: string, 
/**
 * The first day on which it is due.
 */
from: Day, 
/**
 * The last.
 */
by: Day, 
/**
 * How it stands.
 */
state: SlotState, 
/**
 * The day it was, or is arranged for.
 */
on: Day | null, 
/**
 * Where, with whom; may be empty.
 */
place: string, 
/**
 * In a few words; may be empty.
 */
words: string, 
/**
 * Somebody has to do something about it now.
 */
presses: boolean, 
/**
 * Asking this instrument does it; absent for the rest.
 */
instrument: string | null, 
/**
 * Whether two people have answered differently.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change; empty when nobody wrote anything down.
 */
seen: Seen, };
export type SourceView = { 
/**
 * What it is.
 */
by: SuggestedBy, 
/**
 * The area, the instrument or the population, by its code.
 */
code: string, 
/**
 * What was said: "PHQ-9: 14", the finding, or the code of the fact that tells most; may be empty.
 */
says: string, 
/**
 * The day that was.
 */
on: Day | null, 
/**
 * What the catalogue calls it; absent where the screen has the word.
 */
label: Bilingual | null, };
export type StageView = { 
/**
 * Where it then stood.
 */
stage: Stage, 
/**
 * The day.
 */
on: Day, 
/**
 * Who moved it.
 */
by: Person | null, 
/**
 * Why; may be empty.
 */
reason: string, };
export type StartVisit = { 
/**
 * Which.
 */
visit: VisitId, 
/**
 * What was on the screen.
 */
seen: Seen, };
export type StateFact = { 
/**
 * About whom.
 */
member: MemberId, 
/**
 * Which, by the catalogue's code.
 */
fact: string, 
/**
 * In the catalogue's codes.
 */
values: Array<string>, 
/**
 * The day it was said.
 */
on: Day, 
/**
 * Who said it.
 */
saidBy: SaidBy, 
/**
 * More exactly; may be empty.
 */
words: string, 
/**
 * What was before the person's eyes.
 */
seen: Seen, };
export type StatedView = { 
/**
 * In the catalogue's codes.
 */
values: Array<string>, 
/**
 * The day it was said.
 */
on: Day, 
/**
 * Who said it.
 */
saidBy: SaidBy, 
/**
 * More exactly; may be empty.
 */
words: string, 
/**
 * Two people have answered it differently.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type StatementView = { 
/**
 * Which, with its edition.
 */
id: string, 
/**
 * The text, in English as the rule has it.
 */
text: string, 
/**
 * What it says, in Spanish.
 */
glossEs: string, };
export type Stays = { 
/**
 * What.
 */
thing: Thing, 
/**
 * Why; never empty.
 */
because: Array<StaysBecause>, };
export type StaysBecause = { 
/**
 * The segment; absent for what is in none.
 */
about: Tag | null, 
/**
 * What would permit it.
 */
permit: Permit, };
export type StepEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The goal it serves.
 */
goal: GoalId, 
/**
 * Absent for a new step.
 */
intervention?: InterventionId, 
/**
 * What was on the screen; empty for a new step.
 */
seen: Seen, 
/**
 * What is done.
 */
what?: string, 
/**
 * Who does it.
 */
owner?: OwnerEntry, 
/**
 * By when; `{ day: null }` takes the day away.
 */
due?: DayEntry, 
/**
 * How it stands, from today.
 */
status?: StepStatus, 
/**
 * Why it was dropped; goes with `status`.
 */
reason?: string, };
export type StepSeen = { 
/**
 * Which.
 */
step: InterventionId, 
/**
 * What was before the person's eyes.
 */
seen: Seen, };
export type StepView = { 
/**
 * Its id.
 */
intervention: InterventionId, 
/**
 * What is done.
 */
what: string, 
/**
 * Who does it.
 */
owner: OwnerView, 
/**
 * By when.
 */
due: Day | null, 
/**
 * How it stands.
 */
status: StepStatus, 
/**
 * Since when.
 */
doneOn: Day | null, 
/**
 * Why it was dropped; may be empty.
 */
reason: string, 
/**
 * How pressing it is, while open and with a day.
 */
press: Press | null, 
/**
 * Field ids that have two answers.
 */
twoAnswers: Array<string>, 
/**
 * How far the newest change of it has got.
 */
whereabouts: Whereabouts, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type StopSync = Record<symbol, never>;
export type Suggestion = { 
/**
 * The rule.
 */
rule: string, 
/**
 * In words.
 */
text: Bilingual, 
/**
 * The instrument to go on with, if that is what is suggested.
 */
open: string | null, };
export type SuggestionView = { 
/**
 * Its code in the catalogue.
 */
suggestion: string, 
/**
 * Exactly which facts it rests on.
 */
facts: string, 
/**
 * The area of the plan.
 */
domain: Domain, 
/**
 * The goal, as somebody may say it.
 */
goal: Bilingual, 
/**
 * Steps towards it.
 */
steps: Array<Bilingual>, 
/**
 * What it follows from, at least one.
 */
sources: Array<SourceView>, };
export type Suggestions = { 
/**
 * What waits for a decision.
 */
open: Array<SuggestionView>, 
/**
 * What somebody has set aside and still rests on the same facts.
 */
aside: Array<SuggestionView>, 
/**
 * Whether the person who is here may decide.
 */
mayChange: boolean, };
export type SupportPersonEntry = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Absent for somebody new.
 */
id?: string, 
/**
 * What was on the screen; empty for somebody new.
 */
seen: Seen, 
/**
 * Name.
 */
name: string, 
/**
 * "sister".
 */
relation: string, 
/**
 * How to reach them; may be empty.
 */
phone: string, 
/**
 * What she allows them to know; may be empty.
 */
mayKnow: string, };
export type SupportPersonView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Name.
 */
name: string, 
/**
 * "sister".
 */
relation: string, 
/**
 * How to reach them; may be empty.
 */
phone: string, 
/**
 * What she allows them to know; may be empty.
 */
mayKnow: string, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type SupportView = { 
/**
 * The code.
 */
code: string, 
/**
 * What it is called.
 */
label: Bilingual, 
/**
 * Where the list comes from.
 */
source: string, 
/**
 * A need in her plan makes it a suggestion.
 */
suggested: boolean, 
/**
 * The day the health plan was asked; absent where nobody did.
 */
asked: Day | null, };
export type Sync = { 
/**
 * What the exchange is doing.
 */
now: SyncNow, 
/**
 * How many changes and pictures the clinic has not got (waiting, or offered without an answer).
 */
unsent: number, 
/**
 * Since when the oldest of them waits, milliseconds.
 */
unsentSince: number | null, 
/**
 * What waits, by kind, in the order in which it began to wait.
 */
unsentKinds: Array<KindCount>, 
/**
 * Whether something waits for more than a day.
 */
overdue: boolean, 
/**
 * The clinic's list of who looked at what is not what the clinic once signed.
 */
auditFork: boolean, 
/**
 * How many of them were offered and wait for an answer.
 */
onTheWay: number, 
/**
 * The unsent ones, oldest first; at most fifty.
 */
unsentItems: Array<SyncItem>, 
/**
 * What the clinic keeps and has not applied, newest first; at most fifty.
 */
parkedItems: Array<SyncItem>, 
/**
 * What was set aside and somebody at the clinic has looked at since, in the last two weeks, newest first; at most fifty.
 */
decidedItems: Array<DecidedItem>, 
/**
 * Signed records that came from the clinic and are not what was signed, by person; they are not shown.
 */
damaged: Array<DamagedRecords>, 
/**
 * How many the clinic received today.
 */
receivedToday: number, 
/**
 * The last ones received, newest first; at most fifty.
 */
receivedItems: Array<SyncItem>, 
/**
 * When the last exchange was complete, milliseconds; absent if never.
 */
lastCompleteAt: number | null, 
/**
 * When it was last tried, milliseconds.
 */
lastTriedAt: number | null, 
/**
 * Why the last try did not succeed; absent when it did.
 */
lastProblem: Failure | null, 
/**
 * When it will be tried again by itself, milliseconds; absent unless the last try failed.
 */
nextTryAt: number | null, 
/**
 * By how many milliseconds this computer's clock is ahead of the clinic's, negative when it is behind; absent
 * while they agree within five minutes.
 */
clockAhead: number | null, 
/**
 * How many questions have two answers.
 */
twoAnswers: number, 
/**
 * How many people this satchel holds.
 */
people: number, };
export type SyncItem = { 
/**
 * The kind of thing: an entity kind, or "note", "addendum", "picture".
 */
kind: string, 
/**
 * About whom, if about a member that is still here.
 */
member: MemberId | null, 
/**
 * Whole name; may be empty.
 */
name: string, 
/**
 * When it was made (unsent) or received, milliseconds.
 */
at: number, 
/**
 * Its size.
 */
bytes: number, 
/**
 * How it stands.
 */
state: SyncItemState, 
/**
 * Why it is set aside at the clinic; absent when it is not.
 */
parked: Parked | null, };
export type SyncItemState = "in_satchel" | "on_the_way" | "received" | "received_two_answers" | "parked";
export type SyncNow = { "is": "resting" } | { "is": "sending", 
/**
 * Received.
 */
done: number, 
/**
 * Of.
 */
of: number, } | { "is": "carrying", 
/**
 * Parts that have arrived.
 */
done: number, 
/**
 * Of.
 */
of: number, } | { "is": "receiving", 
/**
 * Changes.
 */
done: number, 
/**
 * Of so many; absent while nobody knows.
 */
of: number | null, };
export type SyncNowPlease = Record<symbol, never>;
export type TagView = { 
/**
 * Which.
 */
tag: Tag, 
/**
 * Who put it on; empty where the thing is in it by what it is.
 */
by: string, 
/**
 * Of Part 2, the programme it came from; may be empty.
 */
source: string, };
export type TaggedThings = { 
/**
 * Each thing; at most 500 of a part.
 */
things: Array<Thing>, 
/**
 * Whether the person who is here may put tags on.
 */
mayChange: boolean, 
/**
 * Whether she may take them off.
 */
mayRemove: boolean, };
export type TakeBackAttempt = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * The attempt.
 */
record: RecordId, 
/**
 * Why; may be empty.
 */
reason: string, };
export type TakeUp = { 
/**
 * Whose, by the list of [`Session`].
 */
profile: string, };
export type TakenBackView = { 
/**
 * Who signed that.
 */
signature: string, 
/**
 * When, milliseconds.
 */
at: number, 
/**
 * Why; may be empty.
 */
reason: string, };
export type TakenSuggestion = { 
/**
 * Which.
 */
suggestion: string, 
/**
 * The steps that were kept, in words; each becomes a step of whoever adds the goal.
 */
steps: Array<string>, };
export type TaskEntry = { 
/**
 * For whom.
 */
member: MemberId, 
/**
 * Absent for a new task.
 */
task?: TaskId, 
/**
 * What was on the screen; empty for a new task.
 */
seen: Seen, 
/**
 * What is to be done.
 */
what?: string, 
/**
 * Who does it.
 */
owner?: OwnerEntry, 
/**
 * By when.
 */
due?: DayEntry, 
/**
 * How it stands, from today.
 */
status?: StepStatus, };
export type TaskView = { 
/**
 * Its id.
 */
task: TaskId, 
/**
 * What is to be done.
 */
what: string, 
/**
 * Who does it.
 */
owner: OwnerView, 
/**
 * By when.
 */
due: Day | null, 
/**
 * How it stands.
 */
status: StepStatus, 
/**
 * How pressing it is, while open and with a day.
 */
press: Press | null, 
/**
 * Field ids that have two answers.
 */
twoAnswers: Array<string>, 
/**
 * How far the newest change of it has got.
 */
whereabouts: Whereabouts, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type Theme = "system" | "light" | "dark";
export type Thing = { 
/**
 * Which.
 */
id: string, 
/**
 * "goal", "note", "medicine".
 */
kind: string, 
/**
 * In what it is shared.
 */
part: SharedPart, 
/**
 * Its first words.
 */
words: string, 
/**
 * Its day, where it has one.
 */
on: Day | null, 
/**
 * Its segments.
 */
tags: Array<TagView>, 
/**
 * Her statements of disagreement about it: they go wherever it goes.
 */
disputed: Array<string>, 
/**
 * Whether two people have answered differently about it.
 */
twoAnswers: boolean, };
export type TimelineEvent = { 
/**
 * What kind of thing happened.
 */
kind: TimelineKind, 
/**
 * The day.
 */
day: Day, 
/**
 * The last day, for a stay or a pregnancy.
 */
until: Day | null, 
/**
 * The first words of a note, the name of a problem, the words of a step; may be empty.
 */
words: string, 
/**
 * The code that goes with the kind: modality of a visit, reason it was not held, stage of an episode; may be
 * empty.
 */
detail: string, 
/**
 * What the catalogue calls what came of an attempt.
 */
label: Bilingual | null, 
/**
 * Whole minutes a visit or an attempt took.
 */
minutes: number | null, 
/**
 * Who wrote it; absent for what came from outside.
 */
by: Person | null, 
/**
 * The visit to open.
 */
visit: VisitId | null, 
/**
 * How far it has got.
 */
whereabouts: Whereabouts, 
/**
 * What was removed.
 */
removed: RemovedView | null, 
/**
 * Whether two people have answered differently about what this is read from.
 */
twoAnswers: boolean, };
export type TimelineKind = "comprehensive" | "visit" | "not_held" | "visit_ahead" | "addendum" | "emergency" | "hospital_stay" | "pregnancy" | "problem" | "episode" | "plan_agreed" | "step_done" | "assessment" | "attempt" | "removed";
export type ToDo = { 
/**
 * The task, if it is one.
 */
task: TaskId | null, 
/**
 * The step of a plan, if it is one.
 */
intervention: InterventionId | null, 
/**
 * For whom.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * What and when.
 */
due: Due, 
/**
 * Sent back when it is ticked.
 */
seen: Seen, };
export type Today = { 
/**
 * Which day it is here.
 */
day: Day, 
/**
 * The instant this was made, milliseconds.
 */
now: number, 
/**
 * Answers that spoke of danger, and that she is asked to look after; the newest first.
 */
alerts: Array<SafetyAlertView>, 
/**
 * Her visits of the day, in order of time; those without a time last.
 */
visits: Array<TodayVisit>, 
/**
 * Unsigned notes that wait.
 */
drafts: Array<DraftWaiting>, 
/**
 * How many questions have two answers.
 */
twoAnswers: number, 
/**
 * How many pieces of work that the clinic set aside she may decide about.
 */
setAside: number, 
/**
 * Her tasks and steps, what is due first; at most twelve.
 */
toDo: Array<ToDo>, 
/**
 * How many there are in all.
 */
toDoTotal: number, 
/**
 * What others changed since yesterday, newest first; at most eight.
 */
news: Array<News>, 
/**
 * People she leads whom nobody has reached for more than fourteen days.
 */
quietPeople: number, };
export type TodayVisit = { 
/**
 * Which.
 */
visit: VisitId, 
/**
 * Whom.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * Whole years.
 */
age: number | null, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * What was arranged.
 */
appointment: AppointmentView, 
/**
 * How it stands.
 */
status: VisitStatus, 
/**
 * What to know before knocking; empty when nothing is known.
 */
door: string, 
/**
 * For the worker; empty when nothing is known.
 */
dangers: string, 
/**
 * What may be left on a voicemail.
 */
voicemail: Voicemail | null, 
/**
 * What is due with her, most pressing first; at most three.
 */
due: Array<Due>, 
/**
 * Its note on the way to the clinic, if signed.
 */
whereabouts: Whereabouts | null, 
/**
 * Whether two people have answered differently about the visit, or about what is shown of the member here.
 */
twoAnswers: boolean, };
export type Topic = "session" | "settings" | "members" | "caseload" | "plans" | "visits" | "assessments" | "outreach" | "sharing" | "tasks" | "documents" | "drafts" | "sync" | "conflicts" | "devices" | "glass";
export type UiLanguage = "en" | "es";
export type Unlock = { 
/**
 * As typed.
 */
passphrase: string, };
export type UnlockPin = { 
/**
 * As typed.
 */
pin: string, };
export type Visit = { 
/**
 * Which.
 */
visit: VisitId, 
/**
 * Whom.
 */
member: MemberId, 
/**
 * Whole name.
 */
name: string, 
/**
 * What to call her.
 */
firstName: string, 
/**
 * The language she prefers, BCP 47.
 */
language: string | null, 
/**
 * What was arranged.
 */
appointment: AppointmentView, 
/**
 * How it stands.
 */
status: VisitStatus, 
/**
 * What to know before knocking; may be empty.
 */
door: string, 
/**
 * Her open goals in her order.
 */
goals: Array<GoalView>, 
/**
 * The unsigned note as it was last kept; empty parts where nothing was entered.
 */
draft: NoteDraft, 
/**
 * When it was kept, milliseconds; absent when nothing was.
 */
draftKeptAt: number | null, 
/**
 * Signed notes of this visit. More than one only where two people signed for the same visit.
 */
notes: Array<NoteView>, 
/**
 * Whether the person who is here may sign.
 */
maySign: boolean, 
/**
 * Whether two people have answered differently about the visit, or about what is shown of the member here.
 */
twoAnswers: boolean, 
/**
 * Sent back with a change.
 */
seen: Seen, };
export type VisitNotHeld = { 
/**
 * Which.
 */
visit: VisitId, 
/**
 * Why.
 */
reason: NotHeldReason, 
/**
 * In words; may be empty.
 */
words: string, 
/**
 * What was on the screen.
 */
seen: Seen, };
export type VisitRow = { 
/**
 * Which.
 */
visit: VisitId, 
/**
 * What was arranged.
 */
appointment: AppointmentView, 
/**
 * How it stands.
 */
status: VisitStatus, 
/**
 * The first words of the note; may be empty.
 */
words: string, 
/**
 * How far its newest part has got.
 */
whereabouts: Whereabouts, 
/**
 * Whether two people have answered differently about it.
 */
twoAnswers: boolean, };
export type VisitStatus = { "is": "planned" } | { "is": "under_way", 
/**
 * When, milliseconds.
 */
since: number, 
/**
 * When its note was last kept, milliseconds.
 */
draftKeptAt: number | null, } | { "is": "signed", 
/**
 * When, milliseconds.
 */
at: number, } | { "is": "not_held", 
/**
 * Why.
 */
reason: NotHeldReason, };
export type WeekOfContact = "none" | "tried" | "remote" | "in_person" | "unsent";
export type Weeks = { 
/**
 * Whole weeks.
 */
weeks: number, 
/**
 * Days beyond them, 0 to 6.
 */
days: number, };
export type WeighGlass = { 
/**
 * Which one.
 */
glass: string, 
/**
 * What.
 */
verdict: GlassVerdict, 
/**
 * Why, in a sentence.
 */
words: string, };
export type WeighSharing = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * To whom.
 */
to: Recipient, 
/**
 * For what.
 */
purpose: ShareFor, 
/**
 * In what.
 */
what: Array<SharedPart>, };
export type WeighSheet = { 
/**
 * Of whom.
 */
member: MemberId, 
/**
 * With which instrument.
 */
instrument: string, 
/**
 * The answers so far.
 */
answers: ItemAnswer[], 
/**
 * Scores entered from paper.
 */
entered: Record<string, number>, };
export type Weighed = { 
/**
 * Questions that are not asked, because of what was answered before.
 */
skipped: Array<string>, 
/**
 * Questions with neither an answer nor a reason why there is none.
 */
open: Array<string>, 
/**
 * What each score came to.
 */
outcomes: Array<ScoreOutcome>, 
/**
 * What is suggested.
 */
suggestions: Array<Suggestion>, 
/**
 * Rules that speak of danger and are met.
 */
alerts: Array<string>, };
export type WhatWorks = { 
/**
 * From this day on.
 */
since: Day, 
/**
 * All of them.
 */
all: Share, 
/**
 * By method, the catalogue's order.
 */
byMethod: Array<NamedShare>, 
/**
 * By place, of those in person.
 */
byPlace: Array<NamedShare>, 
/**
 * By part of the day.
 */
byHour: Array<NamedShare>, };
export type Whereabouts = "in_satchel" | "on_the_way" | "at_clinic";
export type Whose = "mine" | "team";
export type WithdrawConsent = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which; absent for everything that speaks of sharing.
 */
record: RecordId | null, 
/**
 * The day.
 */
on: Day, 
/**
 * How she said it.
 */
how: WithdrawnHow, 
/**
 * Why; may be empty.
 */
reason: string, };
export type WithdrawDocument = { 
/**
 * Whose.
 */
member: MemberId, 
/**
 * Which.
 */
document: DocumentId, 
/**
 * What was before the person's eyes.
 */
seen: Seen, 
/**
 * Why.
 */
reason: string, };
export type WithdrawnView = { 
/**
 * The day.
 */
on: Day, 
/**
 * How she said it.
 */
how: WithdrawnHow, 
/**
 * Why; may be empty.
 */
reason: string, 
/**
 * Who wrote it down.
 */
signature: string, };
export type WriteIncident = { 
/**
 * The incident; none to open one, by when it was detected and what happened.
 */
incident: string | null, 
/**
 * How many entries of it were on the screen; of a new one, how many incidents there were.
 */
seen: number, 
/**
 * What is written.
 */
what: IncidentWords, };
export type WritingKind = "goal" | "intervention" | "task" | "need" | "document" | "note" | "addendum";
export type WrittenFound = { 
/**
 * The newest first.
 */
writings: Array<FoundWriting>, };

export interface Requests {
  "session.show": { request: ShowSession; response: Session };
  "session.enrol": { request: Enrol; response: Made };
  "session.unlock": { request: Unlock; response: Made };
  "session.lock": { request: Lock; response: Made };
  "session.alive": { request: Alive; response: Made };
  "session.offerWords": { request: OfferWords; response: OfferedWords };
  "session.changePassphrase": { request: ChangePassphrase; response: Made };
  "session.unlockPin": { request: UnlockPin; response: Made };
  "session.setPin": { request: SetPin; response: Made };
  "session.dropPin": { request: DropPin; response: Made };
  "session.askRecovery": { request: AskRecovery; response: RecoveryView };
  "session.lookRecovery": { request: LookRecovery; response: RecoveryView };
  "session.recover": { request: Recover; response: Made };
  "session.askClinic": { request: AskClinic; response: Made };
  "session.takeUp": { request: TakeUp; response: Made };
  "session.setDown": { request: SetDown; response: Made };
  "help.show": { request: ShowHelp; response: Help };
  "settings.show": { request: ShowSettings; response: Settings };
  "settings.put": { request: PutSettings; response: Made };
  "audit.list": { request: ListAudit; response: AuditList };
  "glass.break": { request: BreakGlass; response: GlassOpened };
  "glass.renew": { request: RenewGlass; response: GlassOpened };
  "glass.show": { request: ShowGlass; response: GlassBand };
  "glass.list": { request: ListGlass; response: GlassList };
  "glass.weigh": { request: WeighGlass; response: GlassList };
  "outreach.list": { request: ListOutreach; response: OutreachList };
  "outreach.show": { request: ShowOutreach; response: PersonOutreach };
  "outreach.lists": { request: ShowOutreachLists; response: OutreachLists };
  "outreach.works": { request: ShowWhatWorks; response: WhatWorks };
  "attempts.add": { request: AddAttempt; response: MadeOne };
  "attempts.takeBack": { request: TakeBackAttempt; response: MadeOne };
  "referrals.put": { request: ReferralEntry; response: MadeOne };
  "outreach.say": { request: SayOffer; response: Made };
  "programmes.put": { request: ProgrammeEntry; response: Made };
  "programmes.consult": { request: ConsultProgramme; response: MadeOne };
  "comprehensive.list": { request: ListComprehensive; response: ComprehensiveList };
  "comprehensive.sheet": { request: BeginComprehensive; response: ComprehensiveSheet };
  "comprehensive.finish": { request: FinishComprehensive; response: MadeOne };
  "comprehensive.show": { request: ShowComprehensive; response: ComprehensiveView };
  "suggestions.list": { request: ListSuggestions; response: Suggestions };
  "suggestions.pass": { request: PassSuggestion; response: Made };
  "consents.show": { request: ShowConsents; response: Consents };
  "consents.add": { request: AddConsent; response: MadeOne };
  "consents.withdraw": { request: WithdrawConsent; response: MadeOne };
  "tags.show": { request: ShowTags; response: TaggedThings };
  "tags.put": { request: PutTags; response: MadeOne };
  "tags.remove": { request: RemoveTag; response: MadeOne };
  "sharing.weigh": { request: WeighSharing; response: ShareDecision };
  "sharing.disclose": { request: Disclose; response: MadeOne };
  "disclosures.list": { request: ListDisclosures; response: Disclosures };
  "rights.show": { request: ShowRights; response: HerRights };
  "rights.ask": { request: AskRight; response: MadeOne };
  "rights.answer": { request: AnswerRight; response: MadeOne };
  "fullRecord.make": { request: MakeFullRecord; response: FullRecordMade };
  "perinatal.show": { request: ShowPerinatal; response: PerinatalView };
  "pregnancies.put": { request: PregnancyEntry; response: MadeOne };
  "pregnancies.end": { request: PregnancyEnds; response: Made };
  "infants.put": { request: InfantEntry; response: MadeOne };
  "infants.record": { request: RecordInfant; response: MadeOne };
  "perinatal.put": { request: CareEntry; response: Made };
  "helperServices.add": { request: HelperServiceEntry; response: MadeOne };
  "supports.ask": { request: AskSupport; response: MadeOne };
  "today.show": { request: ShowToday; response: Today };
  "caseload.list": { request: ListCaseload; response: Caseload };
  "people.find": { request: FindPeople; response: Found };
  "written.find": { request: FindWritten; response: WrittenFound };
  "members.show": { request: ShowMember; response: Member };
  "members.edit": { request: MemberEdit; response: Made };
  "episodes.advance": { request: AdvanceEpisode; response: Made };
  "support.put": { request: SupportPersonEntry; response: MadeOne };
  "health.show": { request: ShowHealth; response: Health };
  "timeline.list": { request: ListTimeline; response: Paged<TimelineEvent> };
  "eligibility.show": { request: ShowEligibility; response: Eligibility };
  "facts.put": { request: StateFact; response: MadeOne };
  "encounters.mark": { request: MarkEncounter; response: Made };
  "eligibility.keep": { request: KeepEligibility; response: MadeOne };
  "members.meet": { request: MeetMember; response: MadeOne };
  "members.alike": { request: FindAlike; response: AlikeFound };
  "members.join": { request: JoinMembers; response: Made };
  "members.part": { request: PartMembers; response: Made };
  "plans.show": { request: ShowPlan; response: Plan };
  "plans.agree": { request: AgreePlan; response: Made };
  "goals.put": { request: GoalEntry; response: MadeOne };
  "goals.move": { request: MoveGoal; response: Made };
  "interventions.put": { request: StepEntry; response: MadeOne };
  "needs.put": { request: NeedEntry; response: MadeOne };
  "tasks.put": { request: TaskEntry; response: MadeOne };
  "visits.list": { request: ListVisits; response: Paged<VisitRow> };
  "visits.show": { request: ShowVisit; response: Visit };
  "visits.plan": { request: PlanVisit; response: MadeOne };
  "visits.start": { request: StartVisit; response: Made };
  "visits.notHeld": { request: VisitNotHeld; response: Made };
  "visits.sign": { request: SignVisit; response: MadeOne };
  "visits.addAddendum": { request: AddAddendum; response: MadeOne };
  "assessments.list": { request: ListAssessments; response: Assessments };
  "assessments.show": { request: ShowAssessment; response: AssessmentView };
  "assessments.sheet": { request: BeginAssessment; response: Sheet };
  "assessments.weigh": { request: WeighSheet; response: Weighed };
  "assessments.raise": { request: RaiseAlert; response: Raised };
  "assessments.finish": { request: FinishAssessment; response: MadeOne };
  "drafts.keep": { request: KeepDraft; response: Kept };
  "drafts.show": { request: ShowDraft; response: MaybeDraft };
  "drafts.drop": { request: DropDraft; response: Made };
  "sync.show": { request: ShowSync; response: Sync };
  "sync.now": { request: SyncNowPlease; response: Made };
  "sync.stop": { request: StopSync; response: Made };
  "sync.handOver": { request: HandOverPlease; response: HandedOver };
  "documents.list": { request: ListDocuments; response: Documents };
  "documents.begin": { request: BeginPicture; response: Made };
  "documents.part": { request: PicturePart; response: Made };
  "documents.keep": { request: KeepDocument; response: MadeOne };
  "documents.picture": { request: ShowPicture; response: Picture };
  "documents.withdraw": { request: WithdrawDocument; response: Made };
  "conflicts.list": { request: ListConflicts; response: Paged<Conflict> };
  "conflicts.settle": { request: SettleConflict; response: Made };
  "devices.list": { request: ListDevices; response: DeviceList };
  "devices.declare": { request: DeclareDevice; response: DeviceList };
  "incidents.list": { request: ListIncidents; response: IncidentList };
  "incidents.write": { request: WriteIncident; response: IncidentList };
  "reviews.list": { request: ListReviews; response: Paged<Review> };
  "reviews.decide": { request: DecideReview; response: Made };
  "things.remove": { request: RemoveThing; response: Made };
  "things.put_back": { request: PutBack; response: Made };
}

export type RequestName = keyof Requests;

/** The topics that make a kept answer stale. */
export const topicsOf: Record<RequestName, readonly Topic[]> = {
  "session.show": ["session"],
  "session.enrol": [],
  "session.unlock": [],
  "session.lock": [],
  "session.alive": [],
  "session.offerWords": [],
  "session.changePassphrase": [],
  "session.unlockPin": [],
  "session.setPin": [],
  "session.dropPin": [],
  "session.askRecovery": [],
  "session.lookRecovery": [],
  "session.recover": [],
  "session.askClinic": [],
  "session.takeUp": [],
  "session.setDown": [],
  "help.show": ["settings"],
  "settings.show": ["settings"],
  "settings.put": [],
  "audit.list": ["session"],
  "glass.break": [],
  "glass.renew": [],
  "glass.show": ["members"],
  "glass.list": ["glass", "session"],
  "glass.weigh": [],
  "outreach.list": ["outreach", "members", "caseload", "sharing", "visits", "sync", "conflicts"],
  "outreach.show": ["outreach", "members", "caseload", "sharing", "tasks", "sync", "conflicts"],
  "outreach.lists": ["settings"],
  "outreach.works": ["outreach", "caseload", "members"],
  "attempts.add": [],
  "attempts.takeBack": [],
  "referrals.put": [],
  "outreach.say": [],
  "programmes.put": [],
  "programmes.consult": [],
  "comprehensive.list": ["assessments", "members", "caseload", "sync", "drafts"],
  "comprehensive.sheet": ["members", "assessments", "plans", "outreach"],
  "comprehensive.finish": [],
  "comprehensive.show": ["assessments", "sync"],
  "suggestions.list": ["members", "plans", "assessments", "caseload"],
  "suggestions.pass": [],
  "consents.show": ["sharing", "members", "sync"],
  "consents.add": [],
  "consents.withdraw": [],
  "tags.show": ["sharing", "members", "plans", "tasks", "visits", "assessments", "documents", "conflicts"],
  "tags.put": [],
  "tags.remove": [],
  "sharing.weigh": ["sharing", "members", "plans", "tasks", "visits", "assessments", "documents", "conflicts"],
  "sharing.disclose": [],
  "disclosures.list": ["sharing", "sync", "members"],
  "rights.show": ["sharing", "members", "sync"],
  "rights.ask": [],
  "rights.answer": [],
  "fullRecord.make": [],
  "perinatal.show": ["members", "caseload", "plans", "visits", "assessments", "sync", "conflicts"],
  "pregnancies.put": [],
  "pregnancies.end": [],
  "infants.put": [],
  "infants.record": [],
  "perinatal.put": [],
  "helperServices.add": [],
  "supports.ask": [],
  "today.show": ["members", "caseload", "plans", "visits", "tasks", "sharing", "drafts", "sync", "conflicts"],
  "caseload.list": ["members", "caseload", "plans", "visits", "tasks", "sharing", "sync", "conflicts"],
  "people.find": ["members"],
  "written.find": ["members", "plans", "tasks", "documents", "visits"],
  "members.show": ["members", "caseload", "plans", "visits", "tasks", "sharing", "sync", "conflicts"],
  "members.edit": [],
  "episodes.advance": [],
  "support.put": [],
  "health.show": ["members"],
  "timeline.list": ["members", "caseload", "plans", "visits", "tasks", "sync"],
  "eligibility.show": ["members", "caseload", "sync", "conflicts"],
  "facts.put": [],
  "encounters.mark": [],
  "eligibility.keep": [],
  "members.meet": [],
  "members.alike": ["members"],
  "members.join": [],
  "members.part": [],
  "plans.show": ["members", "plans", "tasks", "sync", "conflicts", "caseload", "assessments"],
  "plans.agree": [],
  "goals.put": [],
  "goals.move": [],
  "interventions.put": [],
  "needs.put": [],
  "tasks.put": [],
  "visits.list": ["visits", "sync", "drafts"],
  "visits.show": ["visits", "members", "plans", "sync", "conflicts", "caseload"],
  "visits.plan": [],
  "visits.start": [],
  "visits.notHeld": [],
  "visits.sign": [],
  "visits.addAddendum": [],
  "assessments.list": ["assessments", "members", "caseload", "sync", "drafts"],
  "assessments.show": ["assessments", "sync"],
  "assessments.sheet": ["members", "assessments"],
  "assessments.weigh": ["members"],
  "assessments.raise": [],
  "assessments.finish": [],
  "drafts.keep": [],
  "drafts.show": [],
  "drafts.drop": [],
  "sync.show": ["sync", "conflicts"],
  "sync.now": [],
  "sync.stop": [],
  "sync.handOver": [],
  "documents.list": ["documents", "sync", "members"],
  "documents.begin": [],
  "documents.part": [],
  "documents.keep": [],
  "documents.picture": ["documents"],
  "documents.withdraw": [],
  "conflicts.list": ["conflicts", "sync", "members"],
  "conflicts.settle": [],
  "devices.list": ["devices"],
  "devices.declare": [],
  "incidents.list": ["devices"],
  "incidents.write": [],
  "reviews.list": ["conflicts", "sync", "members", "caseload", "plans", "visits", "tasks"],
  "reviews.decide": [],
  "things.remove": [],
  "things.put_back": [],
};
