insert into purges (device, stream, at, entities, records)
values (:device, :stream, :at, :entities, :records)
on conflict (device, stream, at) do nothing
