insert into told (clinic_id, device, gver, inc, dseq)
values (:clinic, :device, :gver, :inc, :dseq)
on conflict (clinic_id, device, gver) do nothing
