select id, stream, kind, data, heads, conflicts, changed_at, said_at
from entity
where stream = :stream
