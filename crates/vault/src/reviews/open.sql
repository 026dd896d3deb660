select id, stream, kind, data, heads, conflicts, changed_at, said_at
from reviews
where status = 'open'
order by received_at, written_at, id
limit :limit offset :offset
