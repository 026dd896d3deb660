insert into entities (id, stream, kind, data, heads, conflicts)
values (:id, :stream, :kind, :data, :heads, :conflicts)
on conflict (id) do update
set data = excluded.data, heads = excluded.heads, conflicts = excluded.conflicts
