insert into grants (stream, staff, from_at, to_at, from_ver, to_ver)
values (:stream, :staff, :at, null, :ver, null)
on conflict (stream, staff, from_at) do update set to_at = null, to_ver = null
