insert into custody (clinic_id, device, standing, standing_at, lease_seq, lease_until, heartbeat, report)
values (:clinic, :device, :standing, :at, 0, null, null, null)
on conflict (clinic_id, device) do update
set standing = excluded.standing, standing_at = excluded.standing_at
