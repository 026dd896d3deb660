select id, stream, kind, data, heads, conflicts, changed_at
from entity
where kind = :kind and :since <= changed_at
order by id
limit :limit offset :offset
