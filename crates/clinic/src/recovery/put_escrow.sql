insert into escrows (clinic_id, device, profile, recovery, sealed, heartbeat, kept_at)
values (:clinic, :device, :profile, :recovery, :sealed, :heartbeat, :at)
on conflict (clinic_id, device) do update
set
  profile = excluded.profile,
  recovery = excluded.recovery,
  sealed = excluded.sealed,
  heartbeat = excluded.heartbeat,
  kept_at = excluded.kept_at
