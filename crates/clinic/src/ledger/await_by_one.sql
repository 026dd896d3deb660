insert into pending (clinic_id, device, stream, came_to)
select streams.clinic_id, devices.id, streams.id, 0
from streams
join devices on
  devices.clinic_id = streams.clinic_id
  and devices.staff = :staff
  and devices.mark is not null
  and devices.state = 'active'
where streams.clinic_id = :clinic and streams.id = :stream and 0 < streams.head
on conflict (clinic_id, device, stream) do update set came_to = 0
