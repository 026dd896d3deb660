select id
from devices
where clinic_id = :clinic and id = :device
for update
