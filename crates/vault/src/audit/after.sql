select seq, at, body, hash
from audit
where :seq < seq
order by seq
limit :limit
