-- What went wrong with people's records, entry by entry; and whether devices may be opened with a PIN.

create table incident_entries (
  --- What was written down of an incident. The clinic's audit chain vouches for each.

  -- The clinic.
  clinic_id blob not null,
  -- The incident; ids that are made later sort later.
  incident text not null,
  -- Its place among the incident's, from 1.
  seq integer not null,
  -- When it was written, milliseconds since 1970 UTC.
  at integer not null,
  -- What it says, as JSON.
  body text not null,
  primary key (clinic_id, incident, seq)
) strict;

create trigger incident_entries_never_change before update on incident_entries
begin
  select raise(abort, 'an entry never changes');
end;

create trigger incident_entries_never_go before delete on incident_entries
begin
  select raise(abort, 'an entry is never deleted');
end;

create table pin_policy (
  --- Whether devices may be opened with a PIN. No row: they may.

  -- The clinic.
  clinic_id blob not null,
  -- 1 if they may not.
  forbidden integer not null check (forbidden in (0, 1)),
  -- When that was said, milliseconds since 1970 UTC: leases that were given before are given anew.
  said_at integer not null,
  primary key (clinic_id)
) strict, without rowid;
