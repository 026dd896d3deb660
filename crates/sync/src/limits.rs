//! Every limit of the exchange, and nowhere else.

/// Bytes of one operation's text.
pub const OP_BYTES_MAX: usize = 256 * 1024;
/// Bytes of one field's value. Refused on entry at the device; parked at the clinic.
pub const FIELD_BYTES_MAX: usize = 128 * 1024;
/// Fields in one operation.
pub const OP_FIELDS_MAX: usize = 64;
/// Parents one write may name.
pub const PARENTS_MAX: usize = 64;
/// Operations in one push.
pub const PUSH_OPS_MAX: usize = 1024;
/// Bytes of the operations in one push.
pub const PUSH_BYTES_MAX: usize = 1024 * 1024;
/// So often an operation may fail alone, while the clinic answers everything else, before it is handed over for a
/// person to look at.
pub const ALONE_FAILURES_MAX: u32 = 3;
/// Bytes of any request's body: a push with its frame, or one operation at its largest with escapes.
pub const REQUEST_BYTES_MAX: usize = 3 * 1024 * 1024;
/// Bytes of changes in one answer to a pull; at least one change is always given.
pub const PULL_BYTES_MAX: usize = 1024 * 1024;
/// Bytes of what an operation says that a review shows; a longer one is read at the clinic.
pub const REVIEW_SAYS_BYTES_MAX: usize = 64 * 1024;
/// Bytes of the sealed files in one hand-over; consents go first.
pub const HAND_OVER_FILES_BYTES_MAX: u64 = 96 * 1024 * 1024;
/// Bytes of the copies in one hand-over; the newest go.
pub const HAND_OVER_COPIES_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Bytes of a hand-over file.
pub const HAND_OVER_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// Bytes of one piece of a sealed file: with its frame it is less than what a bad line lets through at once.
pub const PIECE_BYTES: usize = 256 * 1024;
/// Bytes of one sealed file.
pub const FILE_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Files one question may name.
pub const FILES_ASKED_MAX: usize = 256;
/// Operations that were set aside and of which one question may ask what was decided.
pub const DECISIONS_ASKED_MAX: usize = 64;
/// Streams whose digests one question may hold.
pub const DIGESTS_ASKED_MAX: usize = 64;
/// Streams one question may ask for whole.
pub const SNAPSHOTS_ASKED_MAX: usize = 64;
/// So long a change stays in the feed after the clinic has received it: ninety days.
pub const FEED_KEPT_MILLIS: i64 = 90 * 24 * 3_600_000;
/// Streams whose feed is made shorter in one transaction.
pub const STREAMS_COMPACTED_AT_ONCE: usize = 64;
/// Streams one device may hold.
pub const STREAMS_MAX: usize = 10_000;
/// Wrong codes and unproven requests an address may make in a row before the clinic sends it away.
pub const WRONG_TRIES_MAX: u32 = 20;
/// And after so long one of them is forgotten.
pub const WRONG_TRY_FORGOTTEN_MILLIS: i64 = 30_000;
/// Addresses whose wrong tries the clinic counts at once.
pub const ADDRESSES_MAX: usize = 4_096;
/// Requests the clinic works on at once; whoever comes when all places are taken waits for one.
pub const REQUESTS_AT_ONCE_MAX: usize = 128;
/// For so long; then she is asked to come back.
pub const PLACE_WITHIN_SECONDS: u64 = 20;
/// After so long.
pub const BUSY_SECONDS: i64 = 15;
/// A device's clock may be so far from the clinic's before its person is told: five minutes.
pub const CLOCKS_APART_MILLIS: i64 = 5 * 60_000;
/// A device that is asked to come back later stays away no longer than this: an hour.
pub const AGAIN_AFTER_SECONDS_MAX: u32 = 3_600;
/// Records of one person that are looked at together. A laptop joins no more than [`care::RECORDS_MAX`].
pub const RECORDS_TOGETHER_MAX: usize = 64;
/// So long a request to be let in again can be answered, and so long an answer can be fetched: an hour.
pub const RECOVERY_MILLIS: i64 = 3_600_000;
/// Bytes of a sealed store key, in base64; larger is none.
pub const ESCROW_BYTES_MAX: usize = 1_024;
/// A clinic may give a device as few days of lease as these,
pub const LEASE_DAYS_MIN: u32 = 3;
/// as many as these,
pub const LEASE_DAYS_MAX: u32 = 60;
/// and gives these unless it says otherwise.
pub const LEASE_DAYS_DEFAULT: u32 = 30;
/// A lease that was given so lately is not given again to a device that has it: an hour.
pub const LEASE_FRESH_MILLIS: i64 = 3_600_000;
/// A day of a lease.
pub const DAY_MILLIS: i64 = 24 * 3_600_000;
/// So often a device that is locked asks whether its clinic has something to say to it: a quarter of an hour.
pub const CONTACT_MILLIS: i64 = 15 * 60_000;
/// Bytes of what a device says of itself.
pub const REPORT_BYTES_MAX: usize = 2_048;
/// Entries of who looked at what in one request.
pub const AUDIT_LINKS_MAX: u32 = 256;
/// Bytes of one such entry.
pub const AUDIT_LINK_BYTES_MAX: usize = 2 * 1024;
/// Entries in one answer about who looked at what.
pub const AUDIT_PAGE_MAX: u32 = 200;
/// Incidents in one answer: the newest.
pub const INCIDENTS_MAX: usize = 100;
/// Entries of one incident that people write.
pub const INCIDENT_ENTRIES_MAX: u32 = 500;
/// So often at most one incident says that the same was noticed again.
pub const INCIDENT_AGAIN_MAX: usize = 20;
/// Bytes of each part of what is written down of an incident.
pub const INCIDENT_WORDS_BYTES_MAX: usize = 4_000;
/// Names of one incident in one answer; the whole list is printed at the clinic.
pub const INCIDENT_NAMES_MAX: usize = 200;
/// So many members at most can be concerned by one incident.
pub const INCIDENT_PEOPLE_MAX: u32 = 10_000_000;
/// The version of the protocol spoken here.
pub const PROTOCOL: u32 = 1;
/// The oldest version of the protocol that is still spoken; operations are taken from any.
pub const PROTOCOL_MIN: u32 = 1;
/// The version of the entities' schema written here. Operations of every version are read.
pub const SCHEMA: u32 = 2;
/// Since this schema an answer's `saw` is what was on the screen when the form was opened. Before, it was what the
/// store held when it was saved, and that may be more than its author had seen.
pub const SAW_THE_SCREEN_SINCE: u32 = 2;
