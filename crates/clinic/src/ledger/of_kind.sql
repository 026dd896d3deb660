select id, heads
from entities
where clinic_id = :clinic and kind = :kind and stream = :stream
order by id
