select 1
from recovery_keys
where clinic_id = :clinic and public = :public
