insert into grants (stream, staff, from_at, to_at)
select distinct stream, :staff, :at, null
from grants
where to_at is null
