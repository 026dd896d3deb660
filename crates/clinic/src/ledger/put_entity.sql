insert into entities (clinic_id, id, stream, kind, data, heads, conflicts)
values (:clinic, :id, :stream, :kind, :data, :heads, :conflicts)
on conflict (clinic_id, id) do update
set data = excluded.data, heads = excluded.heads, conflicts = excluded.conflicts
