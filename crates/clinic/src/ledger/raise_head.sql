insert into streams (id, head)
values (:stream, 1)
on conflict (id) do update set head = head + 1
returning head
