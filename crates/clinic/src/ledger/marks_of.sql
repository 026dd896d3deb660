select mark
from known_by
where clinic_id = :clinic and member = :member
order by mark
