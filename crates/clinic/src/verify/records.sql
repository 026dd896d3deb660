select device, body, hash, signature
from records
where clinic_id = :clinic
order by id
