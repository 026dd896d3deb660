-- Who looked at what: the clinic's own chain, and those of its devices, joined to it.

create table audit (
  --- What somebody did, one line each. Nothing of what she saw stands in it.

  -- The clinic.
  clinic_id uuid not null,
  -- `clinic`, or the device whose chain it is.
  chain text collate "C" not null,
  -- Which of several chains of a device; 0, unless it was restored or cloned.
  run bigint not null,
  -- Its place, without a gap.
  seq bigint not null,
  -- By the clock of where it was written, milliseconds since 1970 UTC.
  at bigint not null,
  -- When it came here.
  received_at bigint not null,
  -- Who; empty where it is not known. For looking things up: what counts stands in the body.
  actor text collate "C" not null,
  -- What she did.
  action text collate "C" not null,
  -- Whose record it was; empty where it was nobody's.
  member text collate "C" not null,
  -- The entry, canonical JSON.
  body bytea not null,
  -- SHA-256 over the hash before it and the entry.
  hash text collate "C" not null,
  primary key (clinic_id, chain, run, seq)
);

create index audit_by_time on audit (clinic_id, at);

create trigger audit_never_changes before update or delete on audit
for each row execute function is_for_ever('an entry');
create trigger audit_never_goes before truncate on audit
for each statement execute function is_for_ever('an entry');

create table audit_heads (
  --- How long the clinic's own chain is: one row.

  -- The clinic.
  clinic_id uuid primary key not null,
  -- How many entries.
  size bigint not null,
  -- The hash of the last one.
  hash text collate "C" not null,
  -- The clinic's own seal on both, so that a shorter chain is noticed.
  code text collate "C" not null
);
