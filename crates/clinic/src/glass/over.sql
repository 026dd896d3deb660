select id
from entities
where
  clinic_id = :clinic
  and kind = 'break_glass'
  and data ->> 'ended' is null
  and cast(data ->> 'until' as bigint) <= :now
order by id
