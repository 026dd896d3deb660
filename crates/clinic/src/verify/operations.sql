select device, dseq, in_chain, body, hash, parked is not null
from operations
order by device, in_chain, dseq
