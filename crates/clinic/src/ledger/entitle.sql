insert into entitled (clinic_id, stream, staff)
values (:clinic, :stream, :staff)
on conflict (clinic_id, stream, staff) do nothing
