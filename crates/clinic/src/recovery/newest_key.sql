select public
from recovery_keys
where clinic_id = :clinic
order by made_at desc, public
limit 1
