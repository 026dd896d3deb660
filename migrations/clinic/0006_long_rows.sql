-- Tables whose rows are long become ordinary ones, with their key beside them. In a table without row ids SQLite keeps at
-- most a quarter of a page of each row, and puts the rest of every operation, change and entity on a page of its own: a
-- push then wrote, sealed and flushed twice as many pages.

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
) strict;

insert into entities (clinic_id, id, stream, kind, data, heads, conflicts)
select clinic_id, id, stream, kind, data, heads, conflicts
from entities_before
order by clinic_id, id;

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
) strict;

insert into records (clinic_id, id, stream, kind, about, author, device, body, hash, signature, prev, received_at)
select clinic_id, id, stream, kind, about, author, device, body, hash, signature, prev, received_at
from records_before
order by clinic_id, id;

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
) strict;

insert into changes (clinic_id, stream, seq, op, item)
select clinic_id, stream, seq, op, item
from changes_before
order by clinic_id, op;

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
) strict;

insert into operations (clinic_id, id, device, inc, dseq, in_chain, stream, body, hash, answer, parked, received_at)
select clinic_id, id, device, inc, dseq, in_chain, stream, body, hash, answer, parked, received_at
from operations_before
order by clinic_id, id;

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
