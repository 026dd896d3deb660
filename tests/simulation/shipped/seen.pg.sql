-- What the simulation reads of one clinic of a PostgreSQL: the columns it reads in SQLite, as texts and numbers.

create schema seen;

create view seen.clinic as
select clinic_id, epoch
from satchel.clinic
where clinic_id = current_setting('seen.clinic')::uuid;

-- No operation ever changes: within one transaction they came in the order of its commands.
create view seen.operations as
select id::text as id, convert_from(body, 'UTF8') as body, answer::text as answer, cmin::text::bigint as came
from satchel.operations
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.grant_versions as
select staff::text as staff, ver
from satchel.grant_versions
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.holdings as
select device::text as device, stream
from satchel.holdings
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.entities as
select id::text as id, stream, kind, heads::text as heads
from satchel.entities
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.records as
select id::text as id, convert_from(body, 'UTF8') as body, hash, signature
from satchel.records
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.left_drafts as
select device::text as device, stream, about, kept_at, convert_from(body, 'UTF8') as body
from satchel.left_drafts
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.streams as
select id, floor
from satchel.streams
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.changes as
select stream, seq, op::text as op, item::text as item
from satchel.changes
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.grants as
select stream, staff::text as staff, to_at
from satchel.grants
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.files as
select file, bytes, whole::bigint as whole
from satchel.files
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.file_streams as
select file, stream
from satchel.file_streams
where clinic_id = current_setting('seen.clinic')::uuid;

create view seen.pieces as
select file, n, sealed
from satchel.pieces
where clinic_id = current_setting('seen.clinic')::uuid;

-- As SQLite says it.
create function seen.hex(bytea) returns text language sql immutable return upper(encode($1, 'hex'));
