insert into holdings (device, stream, since) values (:device, :stream, :at)
on conflict (device, stream) do nothing
