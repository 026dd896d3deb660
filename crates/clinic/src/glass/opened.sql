select count(*)
from entities
where
  clinic_id = :clinic
  and kind = 'break_glass'
  and data ->> 'staff' = :staff
  and :since < cast(data ->> 'at' as bigint)
