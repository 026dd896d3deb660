insert into purges (device, stream, gver, at, entities, records)
values (:device, :stream, :gver, :at, :entities, :records)
on conflict (device, stream, gver) do nothing
