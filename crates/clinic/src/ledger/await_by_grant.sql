insert into pending (clinic_id, device, stream, came_to)
select grants.clinic_id, devices.id, grants.stream, :before
from grants
-- In this order: few have the stream, and a clinic has thousands of devices.
cross join devices
where
  grants.clinic_id = :clinic
  and grants.stream = :stream
  and grants.to_at is null
  and devices.clinic_id = grants.clinic_id
  and devices.staff = grants.staff
  and devices.mark is not null
  and devices.state = 'active'
on conflict (clinic_id, device, stream) do nothing
