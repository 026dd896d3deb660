select staff
from grants
where clinic_id = :clinic and stream = :stream and to_at is null
order by staff
