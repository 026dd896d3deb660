insert into masks (clinic_id, device, mask, since, settled)
values (:clinic, :device, :mask, :since, :settled)
on conflict (clinic_id, device) do update
set mask = excluded.mask, since = excluded.since, settled = excluded.settled
