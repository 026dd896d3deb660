select seq, op, item
from changes
where stream = :stream and :after < seq
order by seq
