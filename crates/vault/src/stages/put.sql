insert into stage (stream, suspect, head, next) values (:stream, :suspect, :head, :next)
on conflict (stream) do update
set suspect = excluded.suspect, head = excluded.head, next = excluded.next
