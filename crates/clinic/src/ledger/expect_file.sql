insert into files (clinic_id, file, bytes, pieces, whole)
values (:clinic, :file, :bytes, 0, 0)
on conflict (clinic_id, file) do update
set bytes = excluded.bytes, pieces = 0
where files.whole = 0 and files.bytes <> excluded.bytes
