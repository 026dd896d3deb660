update devices
set inc = 1 + (
  select max(known.inc)
  from (
    select sent.inc from operations as sent where sent.clinic_id = :clinic and sent.device = :device
    union all
    select own.inc from devices as own where own.clinic_id = :clinic and own.id = :device
  ) as known
)
where clinic_id = :clinic and id = :device
returning inc
