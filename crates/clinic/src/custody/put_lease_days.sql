insert into device_policy (clinic_id, lease_days)
values (:clinic, :days)
on conflict (clinic_id) do update
set lease_days = excluded.lease_days
