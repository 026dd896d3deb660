select stream
from grants
where staff = :staff and to_at is null
order by stream
