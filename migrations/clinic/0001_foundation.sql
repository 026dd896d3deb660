-- The clinic's ledger: every operation of every device, what they merged into, and who may have it.
-- Ids are lower-case UUIDs as text; instants are milliseconds since 1970 UTC.

create table clinic (
  --- What this ledger is. One row.

  -- Always 1: there is one clinic.
  one integer primary key not null check (one = 1),
  -- The clinic's id.
  id text not null,
  -- Its name, as devices show it.
  name text not null,
  -- The life of this ledger: made anew by every restore from a backup.
  epoch text not null,
  -- The id under which the clinic's own systems write.
  device text not null
) strict;

create table streams (
  --- Streams and how far each has come.

  -- 'm:<member>' or 'o:clinic'.
  id text primary key not null,
  -- The place of the last change. Raised in the transaction that adds the change, so places have no gap.
  head integer not null check (0 <= head)
) strict, without rowid;

create table entities (
  --- Entities as they have been merged.

  -- The entity.
  id text primary key not null,
  -- Its stream.
  stream text not null,
  -- Its kind's permanent word.
  kind text not null,
  -- The values that are shown, as JSON.
  data text not null check (json_valid(data)),
  -- All heads of all fields, as JSON.
  heads text not null check (json_valid(heads)),
  -- How many fields have more than one answer.
  conflicts integer not null check (0 <= conflicts)
) strict, without rowid;

create index entities_by_kind on entities (kind, stream);
create index entities_in_conflict on entities (stream) where 0 < conflicts;

create table records (
  --- Signed notes and addenda: inserted once, never changed.

  -- The record.
  id text primary key not null,
  -- The stream it belongs to.
  stream text not null,
  -- 'note' or 'addendum'.
  kind text not null,
  -- The entity it is about.
  about text not null,
  -- Who signed.
  author text not null,
  -- The device that signed.
  device text not null,
  -- The signed text, byte for byte.
  body text not null,
  -- SHA-256 of the text, hex.
  hash text not null,
  -- Ed25519 signature over the hash, hex.
  signature text not null,
  -- The hash of the record this device signed before, hex.
  prev text not null,
  -- When the clinic received it.
  received_at integer not null
) strict, without rowid;

create index records_by_stream on records (stream, received_at);

create trigger records_never_change before update on records
begin
  select raise(abort, 'a record never changes');
end;

create trigger records_never_go before delete on records
begin
  select raise(abort, 'a record is never deleted');
end;

create table changes (
  --- The feed: what devices pull.

  -- The stream.
  stream text not null,
  -- The place in it: 1, 2, 3, …
  seq integer not null check (0 < seq),
  -- The operation it came of.
  op text not null,
  -- What changed, as JSON.
  item text not null,
  primary key (stream, seq)
) strict, without rowid;

create table operations (
  --- Every operation ever received, applied or parked: the history.

  -- The operation.
  id text primary key not null,
  -- The device that sent it.
  device text not null,
  -- Its place in the device's chain, as it says.
  dseq integer not null,
  -- 1 if it is a link of that chain.
  in_chain integer not null check (in_chain in (0, 1)),
  -- The stream it names.
  stream text not null,
  -- Its text, byte for byte.
  body text not null,
  -- SHA-256 of the text, hex.
  hash text not null,
  -- What the device was answered, as JSON; the same for ever.
  answer text not null,
  -- Why it was kept but not applied; null when it was applied.
  parked text,
  -- When the clinic received it.
  received_at integer not null
) strict, without rowid;

create unique index operations_in_chain on operations (device, dseq) where in_chain = 1;
create index operations_parked on operations (received_at) where parked is not null;

create trigger operations_never_change before update on operations
begin
  select raise(abort, 'an operation never changes');
end;

create trigger operations_never_go before delete on operations
begin
  select raise(abort, 'an operation is never deleted');
end;

create table grants (
  --- Who may have which stream, and who had it when.

  -- The stream.
  stream text not null,
  -- Somebody of the clinic.
  staff text not null,
  -- Since when.
  from_at integer not null,
  -- Until when; null while it holds.
  to_at integer,
  primary key (stream, staff, from_at)
) strict, without rowid;

create unique index grants_now on grants (staff, stream) where to_at is null;
create index grants_now_by_stream on grants (stream) where to_at is null;

create table devices (
  --- One person's profile on one computer.

  -- The device.
  id text primary key not null,
  -- Whose it is.
  staff text not null,
  -- What the computer calls itself.
  computer text not null,
  -- Ed25519 public key, hex.
  public_key text not null,
  -- 'active' or 'retired'.
  state text not null check (state in ('active', 'retired')),
  -- When it was enrolled.
  enrolled_at integer not null,
  -- When it was last heard of; null before its first request.
  seen_at integer
) strict, without rowid;

create table enrol_codes (
  --- One-time codes. The code itself is not kept.

  -- The first four characters, by which a typed code is found.
  finder text not null,
  -- SHA-256 of the whole code.
  hash blob primary key not null check (length(hash) = 32),
  -- Whom it makes a device for.
  staff text not null,
  -- The only computer it is for; null for any.
  computer text,
  -- When it was made.
  made_at integer not null,
  -- From when on it is too old.
  expires_at integer not null,
  -- How many wrong guesses were aimed at it.
  wrong_tries integer not null,
  -- The device it made; null while it is unused.
  device text
) strict, without rowid;

create index enrol_codes_by_finder on enrol_codes (finder);

create table identifiers (
  --- By which numbers of which systems a member is recognised in a later export.

  -- The system, as a URI.
  system text not null,
  -- The number.
  value text not null,
  -- The member.
  member text not null,
  primary key (system, value)
) strict, without rowid;

create table imported_files (
  --- Files that have been taken in.

  -- SHA-256 of the file, hex.
  hash text primary key not null,
  -- The member it was about.
  member text not null,
  -- When.
  imported_at integer not null
) strict, without rowid;

create table imported (
  --- What the import said about each entity when it last wrote it.

  -- The entity.
  entity text primary key not null,
  -- The member it is about.
  member text not null,
  -- Its kind's permanent word.
  kind text not null,
  -- Its id in the export.
  entry text not null,
  -- What it is and when it began, for exports that make new ids.
  likeness text not null,
  -- For each field the value and the operation, as JSON.
  said text not null check (json_valid(said))
) strict, without rowid;

create index imported_by_member on imported (member);
