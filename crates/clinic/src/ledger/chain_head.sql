select dseq, hash
from operations
where clinic_id = :clinic and device = :device and inc = :inc and in_chain = 1
order by dseq desc
limit 1
