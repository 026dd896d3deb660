select kind, data
from entities
where clinic_id = :clinic
  and stream = :stream
  and kind in ('allergy', 'encounter', 'medicine', 'pregnancy', 'problem')
order by id
