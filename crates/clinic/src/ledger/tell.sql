insert into told (device, gver, inc, dseq) values (:device, :gver, :inc, :dseq)
on conflict (device, gver) do nothing
