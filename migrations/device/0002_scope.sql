-- What a person wrote is told apart from when a row came here; and a member can leave this device.

-- When somebody of the staff last answered anything about it, by her device's clock, milliseconds since 1970 UTC.
alter table entity add column said_at integer not null default 0;
-- Until the clinic feeds it again, the best that is known.
update entity set said_at = changed_at;

create index entity_by_said on entity (kind, said_at);

create table leaving (
  --- Streams that this device may hold no longer, until the clinic has the receipt for them.

  -- The stream.
  stream text primary key not null,
  -- So many entities were removed.
  entities integer not null,
  -- So many records were removed.
  records integer not null
) strict;

-- A record is kept as long as its member is: it leaves this device with her, and in no other way.
drop trigger record_is_kept;
create trigger record_is_kept before delete on record
when not exists (select 1 from leaving where stream = old.stream)
begin
  select raise(abort, 'a record is never deleted');
end;
