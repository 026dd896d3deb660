insert into purges (clinic_id, device, stream, gver, at, entities, records)
values (:clinic, :device, :stream, :gver, :at, :entities, :records)
on conflict (clinic_id, device, stream, gver) do nothing
