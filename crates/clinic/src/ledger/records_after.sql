select id, body, hash, signature, received_at
from records
where clinic_id = :clinic and stream = :stream and :after < id
order by id
limit :most
