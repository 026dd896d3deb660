select id, kind, heads
from entities
where clinic_id = :clinic and stream = :stream and :after < id
order by id
limit :most
