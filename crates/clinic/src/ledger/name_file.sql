insert into file_streams (file, stream) values (:file, :stream)
on conflict (file, stream) do nothing
