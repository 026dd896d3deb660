insert into pending (device, stream, came_to)
select devices.id, streams.id, 0
from streams
join devices on devices.staff = :staff and devices.mark is not null and devices.state = 'active'
where streams.id = :stream
on conflict (device, stream) do update set came_to = 0
