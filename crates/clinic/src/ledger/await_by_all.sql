insert into pending (device, stream, came_to)
select id, :stream, :before from devices where mark is not null and state = 'active'
on conflict (device, stream) do nothing
