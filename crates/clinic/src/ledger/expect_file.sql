insert into files (file, bytes, pieces, whole) values (:file, :bytes, 0, 0)
on conflict (file) do nothing
