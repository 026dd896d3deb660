insert into pieces (clinic_id, file, n, sealed)
values (:clinic, :file, :n, :sealed)
on conflict (clinic_id, file, n) do update set sealed = excluded.sealed
