insert into grants (stream, staff, from_at, to_at)
values (:stream, :staff, :at, null)
on conflict (stream, staff, from_at) do update set to_at = null
