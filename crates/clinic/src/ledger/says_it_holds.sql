insert into holdings (clinic_id, device, stream, since)
select :clinic, :device, :stream, :at
where not exists (
  select 1
  from purges
  where clinic_id = :clinic and device = :device and stream = :stream and :gver < gver
)
on conflict (clinic_id, device, stream) do nothing
