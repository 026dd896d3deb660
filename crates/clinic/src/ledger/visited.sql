select distinct entities.stream
from pending
join entities on
  entities.clinic_id = pending.clinic_id
  and entities.kind = 'visit'
  and entities.stream = pending.stream
where pending.clinic_id = :clinic
  and pending.device = :device
  and entities.data -> 'appointment' ->> 'staff' = :staff
  and entities.data -> 'appointment' ->> 'day' in (:today, :tomorrow)
