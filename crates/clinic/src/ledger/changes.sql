select seq, op, item
from changes
where clinic_id = :clinic and stream = :stream and :after < seq
order by seq
limit :most
