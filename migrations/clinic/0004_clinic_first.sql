-- Every key begins with the clinic, as in the ledger on PostgreSQL, where several clinics share each table: so that one
-- text of each statement does for both. The clinic's id is kept as 16 bytes here, because it stands in every row.

alter table clinic rename to clinic_before;

create table clinic (
  --- What this ledger is. One row for each clinic.

  -- The clinic's id.
  clinic_id blob not null,
  -- Its name, as devices show it.
  name text not null,
  -- The life of this ledger: made anew by every restore from a backup.
  epoch text not null,
  -- The id under which the clinic's own systems write.
  device text not null,
  -- How many backups have been begun: what is committed from now on is in the next one.
  era integer not null default 0,
  primary key (clinic_id)
) strict, without rowid;

insert into clinic (clinic_id, name, epoch, device, era)
select unhex(id, '-'), name, epoch, device, era
from clinic_before;

drop table clinic_before;

alter table streams rename to streams_before;

create table streams (
  --- Streams and how far each has come.

  -- The clinic.
  clinic_id blob not null,
  -- 'm:<member>' or 'o:clinic'.
  id text not null,
  -- The place of the last change. Raised in the transaction that adds the change, so places have no gap.
  head integer not null check (0 <= head),
  primary key (clinic_id, id)
) strict, without rowid;

insert into streams (clinic_id, id, head)
select clinic.clinic_id, earlier.id, earlier.head
from streams_before as earlier, clinic;

drop table streams_before;

alter table entities rename to entities_before;

create table entities (
  --- Entities as they have been merged.

  -- The clinic.
  clinic_id blob not null,
  -- The entity.
  id text not null,
  -- Its stream.
  stream text not null,
  -- Its kind's permanent word.
  kind text not null,
  -- The values that are shown, as JSON.
  data text not null check (json_valid(data)),
  -- All heads of all fields, as JSON.
  heads text not null check (json_valid(heads)),
  -- How many fields have more than one answer.
  conflicts integer not null check (0 <= conflicts),
  primary key (clinic_id, id)
) strict, without rowid;

insert into entities (clinic_id, id, stream, kind, data, heads, conflicts)
select clinic.clinic_id, earlier.id, earlier.stream, earlier.kind, earlier.data, earlier.heads, earlier.conflicts
from entities_before as earlier, clinic;

drop table entities_before;

create index entities_by_kind on entities (clinic_id, kind, stream);
create index entities_in_conflict on entities (clinic_id, stream) where 0 < conflicts;

alter table records rename to records_before;

create table records (
  --- Signed notes and addenda: inserted once, never changed.

  -- The clinic.
  clinic_id blob not null,
  -- The record.
  id text not null,
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
  received_at integer not null,
  primary key (clinic_id, id)
) strict, without rowid;

insert into records (clinic_id, id, stream, kind, about, author, device, body, hash, signature, prev, received_at)
select clinic.clinic_id, earlier.id, earlier.stream, earlier.kind, earlier.about, earlier.author, earlier.device, earlier.body, earlier.hash, earlier.signature, earlier.prev, earlier.received_at
from records_before as earlier, clinic;

drop table records_before;

create index records_by_stream on records (clinic_id, stream, received_at);

create trigger records_never_change before update on records
begin
  select raise(abort, 'a record never changes');
end;

create trigger records_never_go before delete on records
begin
  select raise(abort, 'a record is never deleted');
end;

alter table changes rename to changes_before;

create table changes (
  --- The feed: what devices pull.

  -- The clinic.
  clinic_id blob not null,
  -- The stream.
  stream text not null,
  -- The place in it: 1, 2, 3, …
  seq integer not null check (0 < seq),
  -- The operation it came of.
  op text not null,
  -- What changed, as JSON.
  item text not null,
  primary key (clinic_id, stream, seq)
) strict, without rowid;

insert into changes (clinic_id, stream, seq, op, item)
select clinic.clinic_id, earlier.stream, earlier.seq, earlier.op, earlier.item
from changes_before as earlier, clinic;

drop table changes_before;

alter table operations rename to operations_before;

create table operations (
  --- Every operation ever received, applied or parked: the history.

  -- The clinic.
  clinic_id blob not null,
  -- The operation.
  id text not null,
  -- The device that sent it.
  device text not null,
  -- Which incarnation of the device wrote it.
  inc integer not null default 0,
  -- Its place in that incarnation's chain, as it says.
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
  received_at integer not null,
  primary key (clinic_id, id)
) strict, without rowid;

insert into operations (clinic_id, id, device, inc, dseq, in_chain, stream, body, hash, answer, parked, received_at)
select clinic.clinic_id, earlier.id, earlier.device, earlier.inc, earlier.dseq, earlier.in_chain, earlier.stream, earlier.body, earlier.hash, earlier.answer, earlier.parked, earlier.received_at
from operations_before as earlier, clinic;

drop table operations_before;

create unique index operations_in_chain on operations (clinic_id, device, inc, dseq) where in_chain = 1;
create index operations_beside on operations (clinic_id, device, hash) where in_chain = 0;
create index operations_parked on operations (clinic_id, received_at) where parked is not null;

create trigger operations_never_change before update on operations
begin
  select raise(abort, 'an operation never changes');
end;

create trigger operations_never_go before delete on operations
begin
  select raise(abort, 'an operation is never deleted');
end;

alter table grants rename to grants_before;

create table grants (
  --- Who may have which stream, and who had it when.

  -- The clinic.
  clinic_id blob not null,
  -- The stream.
  stream text not null,
  -- Somebody of the clinic.
  staff text not null,
  -- Since when.
  from_at integer not null,
  -- Until when; null while it holds.
  to_at integer,
  -- The version of her grants with which she got it.
  from_ver integer not null default 0,
  -- The version with which she lost it; null while it holds.
  to_ver integer,
  primary key (clinic_id, stream, staff, from_at)
) strict, without rowid;

insert into grants (clinic_id, stream, staff, from_at, to_at, from_ver, to_ver)
select clinic.clinic_id, earlier.stream, earlier.staff, earlier.from_at, earlier.to_at, earlier.from_ver, earlier.to_ver
from grants_before as earlier, clinic;

drop table grants_before;

create unique index grants_now on grants (clinic_id, staff, stream) where to_at is null;
create index grants_now_by_stream on grants (clinic_id, stream) where to_at is null;

alter table grant_versions rename to grant_versions_before;

create table grant_versions (
  --- How often somebody's grants have changed.

  -- The clinic.
  clinic_id blob not null,
  -- Somebody of the clinic.
  staff text not null,
  -- One more with every grant she is given and every grant she loses.
  ver integer not null check (0 < ver),
  primary key (clinic_id, staff)
) strict, without rowid;

insert into grant_versions (clinic_id, staff, ver)
select clinic.clinic_id, earlier.staff, earlier.ver
from grant_versions_before as earlier, clinic;

drop table grant_versions_before;

alter table devices rename to devices_before;

create table devices (
  --- One person's profile on one computer.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  id text not null,
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
  seen_at integer,
  -- The last incarnation it was given.
  inc integer not null default 0,
  -- The mark of the last answer to a pull it was given; null before the first.
  mark integer,
  primary key (clinic_id, id)
) strict, without rowid;

insert into devices (clinic_id, id, staff, computer, public_key, state, enrolled_at, seen_at, inc, mark)
select clinic.clinic_id, earlier.id, earlier.staff, earlier.computer, earlier.public_key, earlier.state, earlier.enrolled_at, earlier.seen_at, earlier.inc, earlier.mark
from devices_before as earlier, clinic;

drop table devices_before;

create index devices_by_staff on devices (clinic_id, staff) where mark is not null;

alter table told rename to told_before;

create table told (
  --- When a device was first told of a version of its grants.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  device text not null,
  -- The version.
  gver integer not null,
  -- The incarnation in which it had written the operation.
  inc integer not null default 0,
  -- The last operation it had written then, as it says.
  dseq integer not null,
  primary key (clinic_id, device, gver)
) strict, without rowid;

insert into told (clinic_id, device, gver, inc, dseq)
select clinic.clinic_id, earlier.device, earlier.gver, earlier.inc, earlier.dseq
from told_before as earlier, clinic;

drop table told_before;

alter table holdings rename to holdings_before;

create table holdings (
  --- What devices say they hold. A device that may hold a stream no longer owes a receipt for it.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  device text not null,
  -- The stream.
  stream text not null,
  -- Since when.
  since integer not null,
  primary key (clinic_id, device, stream)
) strict, without rowid;

insert into holdings (clinic_id, device, stream, since)
select clinic.clinic_id, earlier.device, earlier.stream, earlier.since
from holdings_before as earlier, clinic;

drop table holdings_before;

create index holdings_by_stream on holdings (clinic_id, stream);

alter table purges rename to purges_before;

create table purges (
  --- The devices' receipts: what they held of a stream, and hold no longer.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  device text not null,
  -- The stream.
  stream text not null,
  -- The version of its grants under which it says so.
  gver integer not null,
  -- When the clinic had the receipt.
  at integer not null,
  -- So many entities were removed.
  entities integer not null,
  -- So many records were removed.
  records integer not null,
  primary key (clinic_id, device, stream, gver)
) strict, without rowid;

insert into purges (clinic_id, device, stream, gver, at, entities, records)
select clinic.clinic_id, earlier.device, earlier.stream, earlier.gver, earlier.at, earlier.entities, earlier.records
from purges_before as earlier, clinic;

drop table purges_before;

alter table releases rename to releases_before;

create table releases (
  --- Operations that were set aside and have been applied since, because a person took them over.

  -- The clinic.
  clinic_id blob not null,
  -- The operation.
  op text not null,
  -- When.
  at integer not null,
  primary key (clinic_id, op)
) strict, without rowid;

insert into releases (clinic_id, op, at)
select clinic.clinic_id, earlier.op, earlier.at
from releases_before as earlier, clinic;

drop table releases_before;

alter table left_drafts rename to left_drafts_before;

create table left_drafts (
  --- What people were still writing about members they lost. Their authors and supervisors may read it.

  -- The clinic.
  clinic_id blob not null,
  -- Who wrote it.
  staff text not null,
  -- On which device.
  device text not null,
  -- The member's stream.
  stream text not null,
  -- What it would have become.
  about text not null,
  -- When it was last kept, by the device's clock.
  kept_at integer not null,
  -- The text and ticks so far.
  body text not null,
  -- When the clinic had it.
  received_at integer not null,
  primary key (clinic_id, device, about, kept_at)
) strict, without rowid;

insert into left_drafts (clinic_id, staff, device, stream, about, kept_at, body, received_at)
select clinic.clinic_id, earlier.staff, earlier.device, earlier.stream, earlier.about, earlier.kept_at, earlier.body, earlier.received_at
from left_drafts_before as earlier, clinic;

drop table left_drafts_before;

alter table pending rename to pending_before;

create table pending (
  --- In which streams something waits for which device.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  device text not null,
  -- The stream.
  stream text not null,
  -- How far it has come there.
  came_to integer not null check (0 <= came_to),
  primary key (clinic_id, device, stream)
) strict, without rowid;

insert into pending (clinic_id, device, stream, came_to)
select clinic.clinic_id, earlier.device, earlier.stream, earlier.came_to
from pending_before as earlier, clinic;

drop table pending_before;

alter table enrol_codes rename to enrol_codes_before;

create table enrol_codes (
  --- One-time codes. The code itself is not kept.

  -- The clinic.
  clinic_id blob not null,
  -- The first four characters, by which a typed code is found.
  finder text not null,
  -- SHA-256 of the whole code.
  hash blob not null check (length(hash) = 32),
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
  device text,
  primary key (clinic_id, hash)
) strict, without rowid;

insert into enrol_codes (clinic_id, finder, hash, staff, computer, made_at, expires_at, wrong_tries, device)
select clinic.clinic_id, earlier.finder, earlier.hash, earlier.staff, earlier.computer, earlier.made_at, earlier.expires_at, earlier.wrong_tries, earlier.device
from enrol_codes_before as earlier, clinic;

drop table enrol_codes_before;

create index enrol_codes_by_finder on enrol_codes (clinic_id, finder);

alter table identifiers rename to identifiers_before;

create table identifiers (
  --- By which numbers of which systems a member is recognised in a later export.

  -- The clinic.
  clinic_id blob not null,
  -- The system, as a URI.
  system text not null,
  -- The number.
  value text not null,
  -- The member.
  member text not null,
  primary key (clinic_id, system, value)
) strict, without rowid;

insert into identifiers (clinic_id, system, value, member)
select clinic.clinic_id, earlier.system, earlier.value, earlier.member
from identifiers_before as earlier, clinic;

drop table identifiers_before;

alter table imported_files rename to imported_files_before;

create table imported_files (
  --- Files that have been taken in.

  -- The clinic.
  clinic_id blob not null,
  -- SHA-256 of the file, hex.
  hash text not null,
  -- The member it was about.
  member text not null,
  -- When.
  imported_at integer not null,
  primary key (clinic_id, hash)
) strict, without rowid;

insert into imported_files (clinic_id, hash, member, imported_at)
select clinic.clinic_id, earlier.hash, earlier.member, earlier.imported_at
from imported_files_before as earlier, clinic;

drop table imported_files_before;

alter table imported rename to imported_before;

create table imported (
  --- What the import said about each entity when it last wrote it.

  -- The clinic.
  clinic_id blob not null,
  -- The entity.
  entity text not null,
  -- The member it is about.
  member text not null,
  -- Its kind's permanent word.
  kind text not null,
  -- Its id in the export.
  entry text not null,
  -- What it is and when it began, for exports that make new ids.
  likeness text not null,
  -- For each field the value and the operation, as JSON.
  said text not null check (json_valid(said)),
  primary key (clinic_id, entity)
) strict, without rowid;

insert into imported (clinic_id, entity, member, kind, entry, likeness, said)
select clinic.clinic_id, earlier.entity, earlier.member, earlier.kind, earlier.entry, earlier.likeness, earlier.said
from imported_before as earlier, clinic;

drop table imported_before;

create index imported_by_member on imported (clinic_id, member);

alter table lives rename to lives_before;

create table lives (
  --- The lives this ledger had before the one it has.

  -- The clinic.
  clinic_id blob not null,
  -- The epoch.
  epoch text not null,
  -- When it ended.
  ended_at integer not null,
  primary key (clinic_id, epoch)
) strict, without rowid;

insert into lives (clinic_id, epoch, ended_at)
select clinic.clinic_id, earlier.epoch, earlier.ended_at
from lives_before as earlier, clinic;

drop table lives_before;

alter table backups rename to backups_before;

create table backups (
  --- Copies of this ledger that the clinic could go back to.

  -- The clinic.
  clinic_id blob not null,
  -- Counts them from 1.
  no integer not null,
  -- When it was begun.
  begun_at integer not null,
  -- When it was whole, on the disk, and had been opened and checked; null if it never was.
  done_at integer,
  -- When the clinic was told that it would not go back to this one any more; null while it would.
  given_up_at integer,
  primary key (clinic_id, no)
) strict, without rowid;

insert into backups (clinic_id, no, begun_at, done_at, given_up_at)
select clinic.clinic_id, earlier.no, earlier.begun_at, earlier.done_at, earlier.given_up_at
from backups_before as earlier, clinic;

drop table backups_before;
