insert into pending (clinic_id, device, stream, came_to)
select clinic_id, id, :stream, :before
from devices
where clinic_id = :clinic and mark is not null and state = 'active'
on conflict (clinic_id, device, stream) do nothing
