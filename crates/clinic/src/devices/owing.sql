select holding.device, device.staff, holding.stream, holding.since
from holdings as holding
join devices as device on device.id = holding.device
where
  holding.stream glob 'm:*'
  and not exists (
    select 1
    from grants
    where grants.stream = holding.stream and grants.staff = device.staff and grants.to_at is null
  )
order by holding.device, holding.stream
