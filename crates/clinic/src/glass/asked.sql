select count(*)
from audit
where
  clinic_id = :clinic
  and :since < at
  and chain = 'clinic'
  and action = 'break_glass'
  and actor = :staff
