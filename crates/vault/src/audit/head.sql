select seq, at, body, hash
from audit
where seq = (select max(seq) from audit)
