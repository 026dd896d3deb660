select stream
from file_streams
where clinic_id = :clinic and file = :file
order by stream
