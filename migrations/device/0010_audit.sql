-- Who looked at what on this laptop: a chain that the clinic joins to its own.

create table audit (
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

create table audit_place (
  --- How far the clinic has it.

  -- There is one.
  one integer primary key not null check (one = 1),
  -- Which of several chains it is at the clinic; 0, unless this laptop was restored or cloned.
  run integer not null,
  -- The last entry the clinic has.
  through integer not null
) strict;

insert into audit_place (one, run, through) values (1, 0, 0);

create trigger audit_never_changes before update on audit
begin
  select raise(abort, 'an entry never changes');
end;

-- What the clinic has long had may go; what it has not stays.
create trigger audit_stays before delete on audit
when (select through from audit_place) < old.seq + 20000
begin
  select raise(abort, 'an entry that may be needed is never deleted');
end;

create table audit_witness (
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

create index audit_witness_by_time on audit_witness (at);
