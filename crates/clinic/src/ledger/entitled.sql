select staff
from entitled
where clinic_id = :clinic and stream = :stream
order by staff
