insert into streams (clinic_id, id, head)
values (:clinic, :stream, 1)
on conflict (clinic_id, id) do update set head = streams.head + 1
