insert into pin_policy (clinic_id, forbidden, said_at)
values (:clinic, :forbidden, :at)
on conflict (clinic_id) do update
set forbidden = excluded.forbidden, said_at = excluded.said_at
