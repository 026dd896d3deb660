select device, inc, dseq, in_chain, body, hash, parked is not null
from operations
where clinic_id = :clinic
order by device, inc, in_chain, dseq
