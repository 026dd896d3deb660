select device, inc, dseq, in_chain, body, hash, parked is not null
from operations
order by device, inc, in_chain, dseq
