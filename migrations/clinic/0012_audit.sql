-- Who looked at what: the clinic's own chain, and those of its devices, joined to it.

create table audit (
  --- What somebody did, one line each. Nothing of what she saw stands in it.

  -- The clinic.
  clinic_id blob not null,
  -- `clinic`, or the device whose chain it is.
  chain text not null,
  -- Which of several chains of a device; 0, unless it was restored or cloned.
  run integer not null,
  -- Its place, without a gap.
  seq integer not null,
  -- By the clock of where it was written, milliseconds since 1970 UTC.
  at integer not null,
  -- When it came here.
  received_at integer not null,
  -- Who; empty where it is not known. For looking things up: what counts stands in the body.
  actor text not null,
  -- What she did.
  action text not null,
  -- Whose record it was; empty where it was nobody's.
  member text not null,
  -- The entry, canonical JSON.
  body text not null,
  -- SHA-256 over the hash before it and the entry.
  hash text not null,
  primary key (clinic_id, chain, run, seq)
) strict;

create index audit_by_time on audit (clinic_id, at);

create trigger audit_never_changes before update on audit
begin
  select raise(abort, 'an entry never changes');
end;

create trigger audit_never_goes before delete on audit
begin
  select raise(abort, 'an entry is never deleted');
end;

create table audit_heads (
  --- How long the clinic's own chain is: one row.

  -- The clinic.
  clinic_id blob primary key not null,
  -- How many entries.
  size integer not null,
  -- The hash of the last one.
  hash text not null,
  -- The clinic's own seal on both, so that a shorter chain is noticed.
  code text not null
) strict, without rowid;
