insert into custody (clinic_id, device, standing, standing_at, lease_seq, lease_until, heartbeat, report)
values (:clinic, :device, null, null, :seq, :until, :heartbeat, :report)
on conflict (clinic_id, device) do update
set
  lease_seq = excluded.lease_seq,
  lease_until = excluded.lease_until,
  heartbeat = coalesce(excluded.heartbeat, custody.heartbeat),
  report = coalesce(excluded.report, custody.report)
