insert into file_to_send (file, stream, rank, since, bytes) values (:file, :stream, :rank, :since, :bytes)
on conflict (file) do nothing
