insert into holdings (device, stream, since)
select :device, :stream, :at
where not exists (select 1 from purges where device = :device and stream = :stream and :gver < gver)
on conflict (device, stream) do nothing
