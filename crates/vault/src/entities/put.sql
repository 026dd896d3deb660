insert into entity (id, stream, kind, data, heads, conflicts, changed_at, said_at)
values (:id, :stream, :kind, :data, :heads, :conflicts, :changed_at, :said_at)
on conflict (id) do update
set
  data = excluded.data,
  heads = excluded.heads,
  conflicts = excluded.conflicts,
  changed_at = excluded.changed_at,
  said_at = excluded.said_at
