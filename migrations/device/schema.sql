-- Printed by `UPDATE_EXPECT=1 cargo test -p vault`: the vault's schema now. Do not edit.

CREATE TABLE meta (
  --- Single values of this profile, by name.

  -- Name of the value.
  key text primary key not null,
  -- The value.
  value text not null
) strict;

CREATE TABLE counter (
  --- Numbers that are handed out once each, without gaps.

  -- What is counted: 'outbox' numbers this device's operations.
  name text primary key not null,
  -- The last number handed out.
  last integer not null
) strict;

CREATE TABLE stream (
  --- The streams this device follows: 'm:<member>' for each member, 'o:clinic' for the clinic's own.

  -- The stream.
  id text primary key not null,
  -- The last place in the clinic's feed that is in this store; 0 before the first pull.
  cursor integer not null check (0 <= cursor),
  -- How far sync has come with it, in sync's words.
  state text not null,
  -- The role in which the clinic grants it; null for streams that everybody has.
  granted_as text
, moved integer not null default 0 check (moved in (0, 1)), fed integer not null default 1 check (fed in (0, 1))) strict;

CREATE TABLE entity (
  --- What can change: a member, a goal, a visit. One row holds what the clinic has said so far.

  -- Ties the search index to this row; unlike a plain rowid it survives VACUUM. Never leaves this file.
  row integer primary key not null,
  -- Minted where the entity was first written down.
  id text not null unique,
  -- The stream it belongs to.
  stream text not null,
  -- The word of care for what it is.
  kind text not null,
  -- What the screens show: an object, one key a field.
  data text not null check (json_valid(data)),
  -- The operations that are the present answers, per field; more than one is a conflict.
  heads text not null check (json_valid(heads)),
  -- How many fields have two or more present answers.
  conflicts integer not null check (0 <= conflicts),
  -- When this row last changed here, milliseconds since 1970 UTC.
  changed_at integer not null
, said_at integer not null default 0, words text as (
  case
    when kind in ('goal', 'intervention', 'task', 'need', 'document') then concat_ws(
      ' ',
      data ->> '$.statement.text', data ->> '$.statement.translation', data ->> 'what', data ->> 'words',
      data ->> 'title', data ->> 'barrier', data ->> 'strength', data ->> '$.progress.reason'
    )
  end
) virtual) strict;

CREATE INDEX entity_by_stream on entity (stream, kind, id);

CREATE INDEX entity_by_kind on entity (kind, id);

CREATE INDEX entity_in_conflict on entity (changed_at, id) where conflicts > 0;

CREATE INDEX member_by_name on entity (
  kind,
  (data -> 'names' ->> 'family') collate nocase,
  (data -> 'names' ->> '$.given[0]') collate nocase,
  id
) where kind = 'member';

CREATE INDEX visit_by_day on entity (
  kind, data -> 'appointment' ->> 'day', data -> 'appointment' ->> 'time', id
) where kind = 'visit';

CREATE INDEX task_by_due on entity (kind, data ->> 'due', id) where kind = 'task';

CREATE TABLE record (
  --- What is signed and never changes again: notes and addenda.

  -- Counts in the order in which records came into this store.
  row integer primary key not null,
  -- Minted on the device that signed it.
  id text not null unique,
  -- The stream it belongs to.
  stream text not null,
  -- The word of care for what it is.
  kind text not null,
  -- The entity or record it is about: a note's visit, an addendum's note.
  about text not null,
  -- Exactly the text that was signed, byte for byte.
  body text not null check (json_valid(body)),
  -- SHA-256 of the body's canonical form.
  hash text not null,
  -- The author's signature over that hash.
  sig text not null,
  -- Hash of the record that the same device signed before; null for its first.
  prev_hash text,
  -- Who signed.
  author text not null,
  -- On which device.
  device text not null,
  -- When, by that device's clock, milliseconds since 1970 UTC.
  signed_at integer not null,
  -- When the clinic had it; null until its receipt is here.
  received_at integer
, words text as (
  case
    when kind in ('note', 'addendum') then concat_ws(' ', body ->> '$.body.narrative', body ->> '$.body.text')
  end
) virtual) strict;

CREATE INDEX record_about on record (about, row);

CREATE INDEX record_by_stream on record (stream, signed_at, id);

CREATE INDEX record_by_device on record (device, row);

CREATE TRIGGER record_is_fixed before update on record
when not (
  old.received_at is null and new.received_at is not null
  and new.row = old.row and new.id = old.id and new.stream = old.stream and new.kind = old.kind
  and new.about = old.about and new.body = old.body and new.hash = old.hash and new.sig = old.sig
  and new.prev_hash is old.prev_hash and new.author = old.author and new.device = old.device
  and new.signed_at = old.signed_at
)
begin
  select raise(abort, 'a record never changes');
end;

CREATE TABLE outbox (
  --- What this device has said and the clinic has not yet answered.

  -- This device's own count of its operations, without gaps, never used twice.
  dseq integer primary key not null,
  -- The operation.
  op_id text not null unique,
  -- One press of Save: operations of one group stand together.
  grp text not null,
  -- The stream it belongs to.
  stream text not null,
  -- The entity or record it is about.
  entity text not null,
  -- The word of care for what that is.
  kind text not null,
  -- What the Sync screen calls it; null to leave that to the kind.
  label text,
  -- The whole operation as it will be sent.
  body text not null,
  -- Length of the body in bytes, so that a push is measured without reading it.
  bytes integer not null as (octet_length(body)) stored,
  -- Waiting: never sent. Offered: sent, and frozen since, but not answered. Parked: set aside with the clinic's word.
  state text not null check (state in ('waiting', 'offered', 'parked')),
  -- How often it was sent.
  attempts integer not null default 0,
  -- When it was said, milliseconds since 1970 UTC.
  at integer not null
) strict;

CREATE INDEX outbox_by_entity on outbox (entity, dseq);

CREATE INDEX outbox_to_send on outbox (dseq) where state <> 'parked';

CREATE TABLE acked (
  --- Own operations that the clinic has taken but that the feed has not brought back yet: shown over the entity.

  -- The operation.
  op_id text primary key not null,
  -- The stream it belongs to.
  stream text not null,
  -- Its place in that stream's feed.
  seq integer not null,
  -- The entity it is about.
  entity text not null,
  -- The whole operation as it was sent.
  body text not null,
  -- When the clinic had it, milliseconds since 1970 UTC.
  received_at integer not null
) strict;

CREATE INDEX acked_by_entity on acked (entity, seq, op_id);

CREATE INDEX acked_by_stream on acked (stream, seq);

CREATE TABLE receipt (
  --- The clinic's latest answers, newest last, as the Sync screen shows them.

  -- Counts in the order in which receipts came.
  row integer primary key not null,
  -- The operation.
  op_id text not null unique,
  -- The stream it belongs to.
  stream text not null,
  -- The entity or record it is about.
  entity text not null,
  -- The word of care for what that is.
  kind text not null,
  -- The clinic's answer, in sync's words.
  result text not null,
  -- When the clinic had it, milliseconds since 1970 UTC.
  received_at integer not null
) strict;

CREATE INDEX receipt_by_time on receipt (received_at, row);

CREATE TABLE draft (
  --- What is being typed and is not signed or saved yet.

  -- What it will become: a visit's note, a form.
  about text primary key not null,
  -- The member it is about; null for what is about nobody.
  member text,
  -- The text and ticks so far, as the screen wrote them.
  body text not null,
  -- When it was last kept, milliseconds since 1970 UTC.
  kept_at integer not null
) strict;

CREATE INDEX draft_by_time on draft (kept_at, about);

CREATE VIRTUAL TABLE member_name using fts5(names, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3');

CREATE VIEW members as
select
  row, id, stream, data, conflicts,
  data -> 'names' ->> 'family' as family,
  data -> 'names' ->> '$.given[0]' as given,
  data -> 'names' ->> 'preferred' as preferred,
  data ->> 'birthDate' as birth_date,
  data ->> 'cin' as cin,
  data ->> 'risk' as risk,
  data ->> '$.languages[0]' as language
from entity
where kind = 'member';

CREATE VIEW staff as
select
  id, data,
  data -> 'names' ->> 'family' as family,
  data -> 'names' ->> '$.given[0]' as given,
  data ->> 'role' as role,
  data ->> 'credentials' as credentials
from entity
where kind = 'staff';

CREATE VIEW support_people as
select
  id, substr(stream, 3) as member, data,
  data ->> 'name' as name,
  data ->> 'relation' as relation,
  data ->> 'phone' as phone,
  data ->> 'mayKnow' as may_know
from entity
where kind = 'support_person';

CREATE VIEW episodes as
select
  id, stream, substr(stream, 3) as member, data,
  data ->> '$.stages[#-1].stage' as stage,
  data ->> '$.stages[#-1].on' as since,
  data ->> '$.leads[#-1].staff' as lead
from entity
where kind = 'episode';

CREATE VIEW visits as
select
  id, stream, substr(stream, 3) as member, data, conflicts,
  data -> 'appointment' ->> 'type' as type,
  data -> 'appointment' ->> 'modality' as modality,
  data -> 'appointment' ->> 'place' as place,
  data -> 'appointment' ->> 'day' as day,
  data -> 'appointment' ->> 'time' as time,
  data -> 'appointment' ->> 'staff' as staff,
  data -> 'started' ->> 'at' as started_at,
  data -> 'notHeld' ->> 'reason' as not_held
from entity
where kind = 'visit';

CREATE VIEW needs as
select
  id, substr(stream, 3) as member, data, conflicts,
  data ->> 'domain' as domain,
  data ->> 'standing' as standing,
  data ->> 'words' as words,
  data ->> 'askedOn' as asked_on
from entity
where kind = 'need';

CREATE VIEW goals as
select
  id, substr(stream, 3) as member, data, conflicts,
  data -> 'statement' ->> 'text' as statement,
  data -> 'statement' ->> 'language' as language,
  data ->> 'domain' as domain,
  data ->> 'rank' as rank,
  coalesce(data -> 'progress' ->> 'status', 'not_started') as status
from entity
where kind = 'goal';

CREATE VIEW interventions as
select
  id, substr(stream, 3) as member, data, conflicts,
  data ->> 'goal' as goal,
  data ->> 'what' as what,
  data -> 'owner' ->> 'staff' as staff,
  data ->> 'due' as due,
  coalesce(data -> 'done' ->> 'status', 'to_do') as status
from entity
where kind = 'intervention';

CREATE VIEW tasks as
select
  id, substr(stream, 3) as member, data, conflicts,
  data ->> 'what' as what,
  data -> 'owner' ->> 'staff' as staff,
  data ->> 'due' as due,
  coalesce(data -> 'done' ->> 'status', 'to_do') as status
from entity
where kind = 'task';

CREATE VIEW problems as
select
  id, substr(stream, 3) as member, data,
  data -> 'coding' ->> 'code' as code,
  data -> 'coding' ->> 'display' as display,
  data ->> 'status' as status,
  data ->> 'onset' as onset,
  data ->> 'abated' as abated
from entity
where kind = 'problem';

CREATE VIEW medicines as
select
  id, substr(stream, 3) as member, data,
  data -> 'coding' ->> 'code' as code,
  data -> 'coding' ->> 'display' as display,
  data ->> 'status' as status,
  data ->> 'instructions' as instructions,
  data ->> 'since' as since
from entity
where kind = 'medicine';

CREATE VIEW allergies as
select
  id, substr(stream, 3) as member, data,
  data -> 'coding' ->> 'code' as code,
  data -> 'coding' ->> 'display' as display,
  data ->> 'reaction' as reaction,
  data ->> 'status' as status
from entity
where kind = 'allergy';

CREATE INDEX entity_by_said on entity (kind, said_at);

CREATE TABLE leaving (
  --- Streams that this device may hold no longer, until the clinic has the receipt for them.

  -- The stream.
  stream text primary key not null,
  -- So many entities were removed.
  entities integer not null,
  -- So many records were removed.
  records integer not null
) strict;

CREATE INDEX stream_moved on stream (id) where moved = 1;

CREATE TABLE copy (
  --- What the clinic has taken, sealed so that only the clinic reads it: until a backup holds it.

  -- Counts them in the order in which they were taken.
  id integer primary key not null,
  -- How many backups the clinic had begun when it took them.
  era integer not null,
  -- The life of the clinic's ledger in which they were last offered.
  epoch text not null,
  -- The operations' texts, sealed to the clinic's intake key.
  sealed blob not null
) strict;

CREATE INDEX copy_by_era on copy (era);

CREATE INDEX copy_by_epoch on copy (epoch, id);

CREATE INDEX acked_unplaced on acked (entity) where seq = 9223372036854775807;

CREATE INDEX review_by_status on entity (
  kind, heads ->> '$.done[0].value.status', data ->> 'receivedAt', data ->> 'writtenAt', id
) where kind = 'review';

CREATE VIEW reviews as
select
  id, stream, kind, data, heads, conflicts, changed_at, said_at,
  heads ->> '$.done[0].value.status' as status,
  data ->> 'receivedAt' as received_at,
  data ->> 'writtenAt' as written_at
from entity
where kind = 'review';

CREATE TABLE piece (
  --- The sealed bytes of a file.

  -- The file: SHA-256 of all its sealed bytes, hex.
  file text not null,
  -- Which piece: 0, 1, 2, …
  n integer not null check (0 <= n),
  -- Its bytes.
  sealed blob not null
) strict;

CREATE UNIQUE INDEX piece_of_file on piece (file, n);

CREATE TABLE file_to_send (
  --- Files of which the clinic has not said that it has them whole.

  -- The file.
  file text primary key not null,
  -- The stream of the record that names it.
  stream text not null,
  -- 0 for a consent, 1 for anything else: consents go first.
  rank integer not null check (rank in (0, 1)),
  -- Since when it waits.
  since integer not null,
  -- Its length.
  bytes integer not null check (0 < bytes)
) strict, without rowid;

CREATE INDEX document_by_file on entity (kind, data ->> '$.file.blob') where kind = 'document';

CREATE VIEW documents as
select
  id, stream, kind, data, heads, conflicts, changed_at, said_at,
  data ->> '$.purpose' as purpose,
  -- Null where it is not what a file may be: it is then looked for nowhere.
  case
    when typeof(data ->> '$.file.blob') = 'text' and length(data ->> '$.file.blob') = 64 then data ->> '$.file.blob'
  end as file,
  case
    when typeof(data ->> '$.file.bytes') = 'integer' and data ->> '$.file.bytes' between 1 and 26214400
      then data ->> '$.file.bytes'
  end as bytes,
  data -> '$.withdrawn' is not null as is_withdrawn
from entity
where kind = 'document';

CREATE INDEX outbox_in_numbers on outbox (kind, entity, dseq, at);

CREATE TABLE stage (
  --- Streams that are fetched anew, until they can take the place of what is held.

  -- Counts them in the order in which they were begun, which is the order in which they are fetched.
  no integer primary key not null,
  -- The stream.
  stream text not null unique,
  -- 1 if what is held was found to differ; 0 if the clinic's feed begins later than this device stands.
  suspect integer not null check (suspect in (0, 1)),
  -- Where the clinic's feed stood when the first page was read; null before it.
  head integer,
  -- From where on the next page is wanted, in sync's words.
  next text not null check (json_valid(next))
) strict;

CREATE TABLE stage_page (
  --- What has come of them.

  -- The stream.
  stream text not null,
  -- Counts its pages in the order in which they came.
  n integer not null check (0 <= n),
  -- The page, in sync's words.
  body text not null check (json_valid(body)),
  primary key (stream, n)
) strict, without rowid;

CREATE TRIGGER record_is_kept before delete on record
when not exists (select 1 from leaving where stream = old.stream)
  and not exists (select 1 from stage where stream = old.stream)
begin
  select raise(abort, 'a record is never deleted');
end;

CREATE VIEW same_as as
select
  --- Who is the same person as whom, where both are here and nobody has said otherwise.
  stream, 'm:' || (data ->> 'sameAs') as other
from entity
where
  kind = 'member'
  and data ->> 'sameAs' is not null
  and coalesce(json_array_length(heads, '$.sameAs'), 0) < 2
  and exists (select 1 from entity as there where there.id = entity.data ->> 'sameAs' and there.kind = 'member');

CREATE INDEX member_same_as on entity (kind, 'm:' || (data ->> 'sameAs'), stream)
where kind = 'member' and data ->> 'sameAs' is not null;

CREATE VIRTUAL TABLE entity_words using fts5(
  words, content = 'entity', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE VIRTUAL TABLE record_words using fts5(
  words, content = 'record', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);

CREATE TRIGGER entity_words_are_removed after delete on entity when old.words is not null begin
  insert into entity_words (entity_words, rowid, words) values ('delete', old.row, old.words);
end;

CREATE TRIGGER record_words_are_removed after delete on record when old.words is not null begin
  insert into record_words (record_words, rowid, words) values ('delete', old.row, old.words);
end;

CREATE TABLE audit (
  --- What somebody did here, one line each. Nothing of what she saw stands in it.

  -- Its place, without a gap.
  seq integer primary key not null,
  -- By this laptop's clock, milliseconds since 1970 UTC.
  at integer not null,
  -- The entry, canonical JSON.
  body text not null,
  -- SHA-256 over the hash before it and the entry.
  hash text not null
) strict;

CREATE TABLE audit_place (
  --- How far the clinic has it.

  -- There is one.
  one integer primary key not null check (one = 1),
  -- Which of several chains it is at the clinic; 0, unless this laptop was restored or cloned.
  run integer not null,
  -- The last entry the clinic has.
  through integer not null
) strict;

CREATE TRIGGER audit_never_changes before update on audit
begin
  select raise(abort, 'an entry never changes');
end;

CREATE TRIGGER audit_stays before delete on audit
when (select through from audit_place) < old.seq + 20000
begin
  select raise(abort, 'an entry that may be needed is never deleted');
end;

CREATE TABLE audit_witness (
  --- What the clinic signed of its own chain, kept so that it cannot tell another story later.

  -- The life of the clinic's ledger.
  epoch text not null,
  -- How many entries there were.
  size integer not null,
  -- The hash of the last of them.
  hash text not null,
  -- By the clinic's clock.
  at integer not null,
  -- The clinic's signature, 128 hex digits.
  signature text not null,
  primary key (epoch, size)
) strict, without rowid;

CREATE INDEX audit_witness_by_time on audit_witness (at);

CREATE INDEX receipt_set_aside on receipt (received_at, row) where result not like '{"is":"applied%';
