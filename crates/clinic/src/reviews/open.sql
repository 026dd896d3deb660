select id, stream
from entities
where kind = 'review' and data -> 'done' ->> 'status' = 'open'
order by data ->> 'receivedAt', id
