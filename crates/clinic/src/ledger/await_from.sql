insert into pending (clinic_id, device, stream, came_to)
values (:clinic, :device, :stream, :from)
on conflict (clinic_id, device, stream) do update set came_to = excluded.came_to
