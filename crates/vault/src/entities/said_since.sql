select id, stream, kind, data, heads, conflicts, changed_at, said_at
from entity
where kind = :kind and :since <= said_at
order by said_at, row
limit :limit offset :offset
