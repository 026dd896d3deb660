-- What went wrong with people's records, entry by entry; and whether devices may be opened with a PIN.

create table incident_entries (
  --- What was written down of an incident. The clinic's audit chain vouches for each.

  -- The clinic.
  clinic_id uuid not null,
  -- The incident; ids that are made later sort later.
  incident uuid not null,
  -- Its place among the incident's, from 1.
  seq bigint not null,
  -- When it was written, milliseconds since 1970 UTC.
  at bigint not null,
  -- What it says, as JSON.
  body bytea not null,
  primary key (clinic_id, incident, seq)
);

create trigger incident_entries_never_change before update or delete on incident_entries
for each row execute function is_for_ever('an entry');
create trigger incident_entries_never_go before truncate on incident_entries
for each statement execute function is_for_ever('an entry');

create table pin_policy (
  --- Whether devices may be opened with a PIN. No row: they may.

  -- The clinic.
  clinic_id uuid not null,
  -- 1 if they may not.
  forbidden smallint not null check (forbidden in (0, 1)),
  -- When that was said, milliseconds since 1970 UTC: leases that were given before are given anew.
  said_at bigint not null,
  primary key (clinic_id)
);
