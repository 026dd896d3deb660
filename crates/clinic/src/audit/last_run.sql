select run
from audit
where clinic_id = :clinic and chain = :chain
order by run desc
limit 1
