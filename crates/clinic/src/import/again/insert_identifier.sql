insert into identifiers (clinic_id, system, value, member)
values (:clinic, :system, :value, :member)
on conflict (clinic_id, system, value) do nothing
