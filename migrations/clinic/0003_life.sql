-- A ledger that is put back from a backup begins another life; a laptop that is put back begins another incarnation.
-- And what waits for whom is written down, so that nobody has to look for it.

-- How many backups have been begun: what is committed from now on is in the next one.
alter table clinic add column era integer not null default 0;

create table lives (
  --- The lives this ledger had before the one it has.

  -- The epoch.
  epoch text primary key not null,
  -- When it ended.
  ended_at integer not null
) strict, without rowid;

create table backups (
  --- Copies of this ledger that the clinic could go back to.

  -- Counts them from 1.
  no integer primary key not null,
  -- When it was begun.
  begun_at integer not null,
  -- When it was whole, on the disk, and had been opened and checked; null if it never was.
  done_at integer,
  -- When the clinic was told that it would not go back to this one any more; null while it would.
  given_up_at integer
) strict;

-- Which incarnation of the device wrote it.
alter table operations add column inc integer not null default 0;
drop index operations_in_chain;
create unique index operations_in_chain on operations (device, inc, dseq) where in_chain = 1;

create index operations_beside on operations (device, hash) where in_chain = 0;

-- The last incarnation it was given.
alter table devices add column inc integer not null default 0;
-- The mark of the last answer to a pull it was given; null before the first.
alter table devices add column mark integer;
create index devices_by_staff on devices (staff) where mark is not null;

-- The incarnation in which it had written that operation.
alter table told add column inc integer not null default 0;

create table pending (
  --- In which streams something waits for which device.

  -- The device.
  device text not null,
  -- The stream.
  stream text not null,
  -- How far it has come there.
  came_to integer not null check (0 <= came_to),
  primary key (device, stream)
) strict, without rowid;
