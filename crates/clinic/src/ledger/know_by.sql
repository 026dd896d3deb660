insert into known_by (clinic_id, mark, member)
values (:clinic, :mark, :member)
on conflict (clinic_id, mark, member) do nothing
