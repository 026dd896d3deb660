insert into grants (clinic_id, stream, staff, from_at, to_at)
select held.clinic_id, held.stream, :staff, :at, null
from (select distinct clinic_id, stream from grants where clinic_id = :clinic and to_at is null) as held
