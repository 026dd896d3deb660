select hash
from audit
where clinic_id = :clinic and chain = :chain and run <= :run and seq = :seq
order by run desc
limit 1
