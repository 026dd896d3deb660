select holding.device, device.staff, holding.stream, holding.since
from holdings as holding
join devices as device on device.clinic_id = holding.clinic_id and device.id = holding.device
where
  holding.clinic_id = :clinic
  and holding.stream like 'm:%'
  and not exists (
    select 1
    from grants
    where
      grants.clinic_id = holding.clinic_id
      and grants.stream = holding.stream
      and grants.staff = device.staff
      and grants.to_at is null
  )
order by holding.device, holding.stream
