-- Who held what under which version of her grants, what a device was told of it, and what it still owes a receipt for.
-- What was set aside can be taken over.

-- The version of her grants with which she got it.
alter table grants add column from_ver integer not null default 0;
-- The version with which she lost it; null while it holds.
alter table grants add column to_ver integer;
-- Lost before versions were counted: no version had it.
update grants set to_ver = 0 where to_at is not null;

create table grant_versions (
  --- How often somebody's grants have changed.

  -- Somebody of the clinic.
  staff text primary key not null,
  -- One more with every grant she is given and every grant she loses.
  ver integer not null check (0 < ver)
) strict, without rowid;

create table told (
  --- When a device was first told of a version of its grants.

  -- The device.
  device text not null,
  -- The version.
  gver integer not null,
  -- The last operation it had written then, as it says.
  dseq integer not null,
  primary key (device, gver)
) strict, without rowid;

create table holdings (
  --- What devices say they hold. A device that may hold a stream no longer owes a receipt for it.

  -- The device.
  device text not null,
  -- The stream.
  stream text not null,
  -- Since when.
  since integer not null,
  primary key (device, stream)
) strict, without rowid;

create index holdings_by_stream on holdings (stream);

create table purges (
  --- The devices' receipts: what they held of a stream, and hold no longer.

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
  primary key (device, stream, gver)
) strict, without rowid;

create table releases (
  --- Operations that were set aside and have been applied since, because a person took them over.

  -- The operation.
  op text primary key not null,
  -- When.
  at integer not null
) strict, without rowid;

create table left_drafts (
  --- What people were still writing about members they lost. Their authors and supervisors may read it.

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
  primary key (device, about, kept_at)
) strict, without rowid;
