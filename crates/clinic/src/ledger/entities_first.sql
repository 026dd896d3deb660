select id, kind, heads
from entities
where clinic_id = :clinic and stream = :stream
order by id
limit :most
