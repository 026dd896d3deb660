select mask, since, settled
from masks
where clinic_id = :clinic and device = :device
