insert into pending (device, stream, came_to) values (:device, :stream, :from)
on conflict (device, stream) do update set came_to = excluded.came_to
