-- Under which mask each device holds members: as much of them as its person's role may.

create table masks (
  --- Devices that do not simply hold everything of their members. No row: one that does.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- How much it is given: 'whole', 'billing' or 'nothing'.
  mask text collate "C" not null,
  -- Since which version of its grants; what it was given under an older one it lets go of first.
  since bigint not null,
  -- 1 once it is known to have let go.
  settled smallint not null check (settled in (0, 1)),
  primary key (clinic_id, device)
);

-- Until now everybody was given everything. Whoever may not have it is asked for it with her next exchange.
update grant_versions
set ver = ver + 1
where exists (
  select 1
  from entities
  where entities.clinic_id = grant_versions.clinic_id
    and entities.id = grant_versions.staff
    and entities.kind = 'staff'
    and entities.data ->> 'role' in ('biller', 'auditor', 'privacy_officer', 'admin')
);
