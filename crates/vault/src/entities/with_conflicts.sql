select id, stream, kind, data, heads, conflicts, changed_at, said_at
from entity
where conflicts > 0
order by changed_at, id
limit :limit offset :offset
