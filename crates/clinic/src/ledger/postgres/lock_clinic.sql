select device
from clinic
where clinic_id = :clinic
for update
