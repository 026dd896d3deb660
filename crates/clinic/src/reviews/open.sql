select id, stream
from entities
where clinic_id = :clinic and kind = 'review' and data -> 'done' ->> 'status' = 'open'
order by id
