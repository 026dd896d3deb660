select member
from known_by
where clinic_id = :clinic and mark = :mark
order by member
limit :most
