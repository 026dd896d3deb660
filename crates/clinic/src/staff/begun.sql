select distinct stream
from entitled
where clinic_id = :clinic
order by stream
