select operations.id, devices.id, devices.staff
from operations
join devices on devices.clinic_id = operations.clinic_id and devices.id = operations.device
where operations.clinic_id = :clinic
  and operations.parked = 'unknown_kind'
  and not exists (
    select 1
    from releases
    where releases.clinic_id = operations.clinic_id and releases.op = operations.id
  )
order by operations.received_at, operations.device, operations.inc, operations.dseq
