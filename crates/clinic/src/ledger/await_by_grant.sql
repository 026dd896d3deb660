insert into pending (device, stream, came_to)
select devices.id, :stream, :before
from grants
join devices on devices.staff = grants.staff and devices.mark is not null and devices.state = 'active'
where grants.stream = :stream and grants.to_at is null
on conflict (device, stream) do nothing
