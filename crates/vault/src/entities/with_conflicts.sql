select id, stream, kind, data, heads, conflicts, changed_at
from entity
where 0 < conflicts
order by changed_at, id
limit :limit offset :offset
