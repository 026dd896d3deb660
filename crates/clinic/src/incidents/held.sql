select stream
from holdings
where clinic_id = :clinic and device = :device and stream like 'm:%'
order by stream
