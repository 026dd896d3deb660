select seq
from audit
where clinic_id = :clinic and chain = :chain and run = :run
order by seq desc
limit 1
