select stream
from grants
where clinic_id = :clinic and staff = :staff and to_at is null
order by stream
