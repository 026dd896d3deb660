insert into pending (clinic_id, device, stream, came_to)
select grants.clinic_id, devices.id, grants.stream, :before
from grants
join devices on
  devices.clinic_id = grants.clinic_id
  and devices.staff = grants.staff
  and devices.mark is not null
  and devices.state = 'active'
where grants.clinic_id = :clinic and grants.stream = :stream and grants.to_at is null
on conflict (clinic_id, device, stream) do nothing
