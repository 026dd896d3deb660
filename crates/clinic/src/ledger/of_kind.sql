select id, heads
from entities
where kind = :kind and stream = :stream
order by id
