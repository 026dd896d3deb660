insert into file_streams (clinic_id, file, stream)
values (:clinic, :file, :stream)
on conflict (clinic_id, file, stream) do nothing
