-- The clinic's ledger on PostgreSQL: the same tables as in `migrations/clinic/schema.sql`, several clinics in each.
--
-- Every key begins with the clinic; nothing is counted by a sequence, and nothing refers out of its clinic: so each table
-- can be distributed by `clinic_id` as it stands. What was signed or hashed is kept as bytes; `jsonb` would change it.
-- Texts are ordered by their bytes, whatever the language of the database.
-- Ids are UUIDs; instants are milliseconds since 1970 UTC.

create function is_for_ever() returns trigger language plpgsql as $$
begin
  raise exception '% never changes and is never deleted', tg_argv[0];
end
$$;

create table clinic (
  --- What this ledger is. One row for each clinic.

  -- The clinic's id.
  clinic_id uuid not null,
  -- Its name, as devices show it.
  name text collate "C" not null,
  -- The life of this ledger: made anew by every restore from a backup.
  epoch text collate "C" not null,
  -- The id under which the clinic's own systems write.
  device uuid not null,
  -- How many backups have been begun: what is committed from now on is in the next one.
  era bigint not null default 0,
  primary key (clinic_id)
);

create table streams (
  --- Streams and how far each has come.

  -- The clinic.
  clinic_id uuid not null,
  -- 'm:<member>' or 'o:clinic'.
  id text collate "C" not null,
  -- The place of the last change. Raised in the transaction that adds the change, so places have no gap.
  head bigint not null check (0 <= head),
  primary key (clinic_id, id)
) with (fillfactor = 80);

create table entities (
  --- Entities as they have been merged.

  -- The clinic.
  clinic_id uuid not null,
  -- The entity.
  id uuid not null,
  -- Its stream.
  stream text collate "C" not null,
  -- Its kind's permanent word.
  kind text collate "C" not null,
  -- The values that are shown, as JSON.
  data jsonb not null,
  -- All heads of all fields, as JSON.
  heads json not null,
  -- How many fields have more than one answer.
  conflicts bigint not null check (0 <= conflicts),
  primary key (clinic_id, id)
);

create index entities_by_kind on entities (clinic_id, kind, stream);
create index entities_in_conflict on entities (clinic_id, stream) where 0 < conflicts;

create table records (
  --- Signed notes and addenda: inserted once, never changed.

  -- The clinic.
  clinic_id uuid not null,
  -- The record.
  id uuid not null,
  -- The stream it belongs to.
  stream text collate "C" not null,
  -- 'note' or 'addendum'.
  kind text collate "C" not null,
  -- The entity it is about.
  about uuid not null,
  -- Who signed.
  author text collate "C" not null,
  -- The device that signed.
  device uuid not null,
  -- The signed text, byte for byte.
  body bytea not null,
  -- SHA-256 of the text, hex.
  hash text collate "C" not null,
  -- Ed25519 signature over the hash, hex.
  signature text collate "C" not null,
  -- The hash of the record this device signed before, hex.
  prev text collate "C" not null,
  -- When the clinic received it.
  received_at bigint not null,
  primary key (clinic_id, id)
);

create index records_by_stream on records (clinic_id, stream, received_at);

create trigger records_never_change before update or delete on records
for each row execute function is_for_ever('a record');
create trigger records_never_go before truncate on records
for each statement execute function is_for_ever('a record');

create table changes (
  --- The feed: what devices pull.

  -- The clinic.
  clinic_id uuid not null,
  -- The stream.
  stream text collate "C" not null,
  -- The place in it: 1, 2, 3, …
  seq bigint not null check (0 < seq),
  -- The operation it came of.
  op uuid not null,
  -- What changed, as JSON.
  item json not null,
  primary key (clinic_id, stream, seq)
);

create table operations (
  --- Every operation ever received, applied or parked: the history.

  -- The clinic.
  clinic_id uuid not null,
  -- The operation.
  id uuid not null,
  -- The device that sent it.
  device uuid not null,
  -- Which incarnation of the device wrote it.
  inc bigint not null default 0,
  -- Its place in that incarnation's chain, as it says.
  dseq bigint not null,
  -- 1 if it is a link of that chain.
  in_chain smallint not null check (in_chain in (0, 1)),
  -- The stream it names.
  stream text collate "C" not null,
  -- Its text, byte for byte.
  body bytea not null,
  -- SHA-256 of the text, hex.
  hash text collate "C" not null,
  -- What the device was answered, as JSON; the same for ever.
  answer json not null,
  -- Why it was kept but not applied; null when it was applied.
  parked text collate "C",
  -- When the clinic received it.
  received_at bigint not null,
  primary key (clinic_id, id)
);

create unique index operations_in_chain on operations (clinic_id, device, inc, dseq) where in_chain = 1;
create index operations_beside on operations (clinic_id, device, hash) where in_chain = 0;
create index operations_parked on operations (clinic_id, received_at) where parked is not null;

create trigger operations_never_change before update or delete on operations
for each row execute function is_for_ever('an operation');
create trigger operations_never_go before truncate on operations
for each statement execute function is_for_ever('an operation');

create table grants (
  --- Who may have which stream, and who had it when.

  -- The clinic.
  clinic_id uuid not null,
  -- The stream.
  stream text collate "C" not null,
  -- Somebody of the clinic.
  staff uuid not null,
  -- Since when.
  from_at bigint not null,
  -- Until when; null while it holds.
  to_at bigint,
  -- The version of her grants with which she got it.
  from_ver bigint not null default 0,
  -- The version with which she lost it; null while it holds.
  to_ver bigint,
  primary key (clinic_id, stream, staff, from_at)
);

create unique index grants_now on grants (clinic_id, staff, stream) where to_at is null;
create index grants_now_by_stream on grants (clinic_id, stream) where to_at is null;

create table grant_versions (
  --- How often somebody's grants have changed.

  -- The clinic.
  clinic_id uuid not null,
  -- Somebody of the clinic.
  staff uuid not null,
  -- One more with every grant she is given and every grant she loses.
  ver bigint not null check (0 < ver),
  primary key (clinic_id, staff)
) with (fillfactor = 80);

create table devices (
  --- One person's profile on one computer.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  id uuid not null,
  -- Whose it is.
  staff uuid not null,
  -- What the computer calls itself.
  computer text collate "C" not null,
  -- Ed25519 public key, hex.
  public_key text collate "C" not null,
  -- 'active' or 'retired'.
  state text collate "C" not null check (state in ('active', 'retired')),
  -- When it was enrolled.
  enrolled_at bigint not null,
  -- When it was last heard of; null before its first request.
  seen_at bigint,
  -- The last incarnation it was given.
  inc bigint not null default 0,
  -- The mark of the last answer to a pull it was given; null before the first.
  mark bigint,
  primary key (clinic_id, id)
) with (fillfactor = 80);

create index devices_by_staff on devices (clinic_id, staff) where mark is not null;

create table told (
  --- When a device was first told of a version of its grants.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- The version.
  gver bigint not null,
  -- The incarnation in which it had written the operation.
  inc bigint not null default 0,
  -- The last operation it had written then, as it says.
  dseq bigint not null,
  primary key (clinic_id, device, gver)
);

create table holdings (
  --- What devices say they hold. A device that may hold a stream no longer owes a receipt for it.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- The stream.
  stream text collate "C" not null,
  -- Since when.
  since bigint not null,
  primary key (clinic_id, device, stream)
);

create index holdings_by_stream on holdings (clinic_id, stream);

create table purges (
  --- The devices' receipts: what they held of a stream, and hold no longer.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- The stream.
  stream text collate "C" not null,
  -- The version of its grants under which it says so.
  gver bigint not null,
  -- When the clinic had the receipt.
  at bigint not null,
  -- So many entities were removed.
  entities bigint not null,
  -- So many records were removed.
  records bigint not null,
  primary key (clinic_id, device, stream, gver)
);

create table releases (
  --- Operations that were set aside and have been applied since, because a person took them over.

  -- The clinic.
  clinic_id uuid not null,
  -- The operation.
  op uuid not null,
  -- When.
  at bigint not null,
  primary key (clinic_id, op)
);

create table left_drafts (
  --- What people were still writing about members they lost. Their authors and supervisors may read it.

  -- The clinic.
  clinic_id uuid not null,
  -- Who wrote it.
  staff uuid not null,
  -- On which device.
  device uuid not null,
  -- The member's stream.
  stream text collate "C" not null,
  -- What it would have become.
  about text collate "C" not null,
  -- When it was last kept, by the device's clock.
  kept_at bigint not null,
  -- The text and ticks so far.
  body bytea not null,
  -- When the clinic had it.
  received_at bigint not null,
  primary key (clinic_id, device, about, kept_at)
);

create table pending (
  --- In which streams something waits for which device.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- The stream.
  stream text collate "C" not null,
  -- How far it has come there.
  came_to bigint not null check (0 <= came_to),
  primary key (clinic_id, device, stream)
) with (fillfactor = 80);

create table enrol_codes (
  --- One-time codes. The code itself is not kept.

  -- The clinic.
  clinic_id uuid not null,
  -- The first four characters, by which a typed code is found.
  finder text collate "C" not null,
  -- SHA-256 of the whole code.
  hash bytea not null check (length(hash) = 32),
  -- Whom it makes a device for.
  staff uuid not null,
  -- The only computer it is for; null for any.
  computer text collate "C",
  -- When it was made.
  made_at bigint not null,
  -- From when on it is too old.
  expires_at bigint not null,
  -- How many wrong guesses were aimed at it.
  wrong_tries bigint not null,
  -- The device it made; null while it is unused.
  device uuid,
  primary key (clinic_id, hash)
);

create index enrol_codes_by_finder on enrol_codes (clinic_id, finder);

create table identifiers (
  --- By which numbers of which systems a member is recognised in a later export.

  -- The clinic.
  clinic_id uuid not null,
  -- The system, as a URI.
  system text collate "C" not null,
  -- The number.
  value text collate "C" not null,
  -- The member.
  member uuid not null,
  primary key (clinic_id, system, value)
);

create table imported_files (
  --- Files that have been taken in.

  -- The clinic.
  clinic_id uuid not null,
  -- SHA-256 of the file, hex.
  hash text collate "C" not null,
  -- The member it was about.
  member uuid not null,
  -- When.
  imported_at bigint not null,
  primary key (clinic_id, hash)
);

create table imported (
  --- What the import said about each entity when it last wrote it.

  -- The clinic.
  clinic_id uuid not null,
  -- The entity.
  entity uuid not null,
  -- The member it is about.
  member uuid not null,
  -- Its kind's permanent word.
  kind text collate "C" not null,
  -- Its id in the export.
  entry text collate "C" not null,
  -- What it is and when it began, for exports that make new ids.
  likeness text collate "C" not null,
  -- For each field the value and the operation, as JSON.
  said json not null,
  primary key (clinic_id, entity)
);

create index imported_by_member on imported (clinic_id, member);

create table lives (
  --- The lives this ledger had before the one it has.

  -- The clinic.
  clinic_id uuid not null,
  -- The epoch.
  epoch text collate "C" not null,
  -- When it ended.
  ended_at bigint not null,
  primary key (clinic_id, epoch)
);

create table backups (
  --- Copies of this ledger that the clinic could go back to.

  -- The clinic.
  clinic_id uuid not null,
  -- Counts them from 1.
  no bigint not null,
  -- When it was begun.
  begun_at bigint not null,
  -- When it was whole, on the disk, and had been opened and checked; null if it never was.
  done_at bigint,
  -- When the clinic was told that it would not go back to this one any more; null while it would.
  given_up_at bigint,
  primary key (clinic_id, no)
);
