insert into grants (clinic_id, stream, staff, from_at, to_at, from_ver, to_ver)
values (:clinic, :stream, :staff, :at, null, :ver, null)
on conflict (clinic_id, stream, staff, from_at) do update set to_at = null, to_ver = null
