select chain, run, seq, at, actor, action, member, body, hash
from audit
where clinic_id = :clinic
order by chain, run, seq
