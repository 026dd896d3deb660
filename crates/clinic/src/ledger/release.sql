insert into releases (clinic_id, op, at)
values (:clinic, :op, :at)
on conflict (clinic_id, op) do nothing
