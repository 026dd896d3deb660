insert into told (device, gver, dseq) values (:device, :gver, :dseq)
on conflict (device, gver) do nothing
