select seq, at, body, hash
from audit
where seq = :seq
